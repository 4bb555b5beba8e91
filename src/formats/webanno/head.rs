//! The head of a file: which layers there are, and which columns each of them has.

/// Every layer, in the order of the columns.
#[derive(Debug, Default)]
pub struct Head {
    pub layers: Vec<Layer>,
    /// How many columns there are, beside the three of every word.
    pub width: usize,
    /// How many lines it takes.
    pub n_lines: usize,
}

/// A layer and its columns.
#[derive(Debug, PartialEq, Eq)]
pub struct Layer {
    pub sort: Sort,
    /// The name of its type.
    pub name: String,
    /// The place of its first column.
    pub first: usize,
    pub columns: Vec<Column>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Span,
    Relation,
    Chain,
}

/// What stands in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// Nothing but whether there is a record.
    Bare,
    Feature(String),
    /// What the targets of a feature are to the span, and the type of the links between.
    Role {
        feature: String,
        link: String,
    },
    /// The targets of the role before; their type, which may be any.
    Target(String),
    /// Where a relation comes from; the type of its ends.
    Base(String),
    /// How an element of a chain goes on to the next, and where it is in the chain.
    ChainLink,
    /// What an element of a chain is, and which chain it is.
    ChainType,
}

/// The features of elements of a chain.
pub const CHAIN_LINK: &str = "referenceRelation";
pub const CHAIN_TYPE: &str = "referenceType";

impl Sort {
    /// How a line about such a layer begins.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Span => "#T_SP=",
            Self::Relation => "#T_RL=",
            Self::Chain => "#T_CH=",
        }
    }
}

impl Head {
    /// Reads the lines after the first, up to the first that is about no layer.
    pub fn read(source: &str) -> Self {
        let mut head = Self {
            n_lines: 1,
            ..Self::default()
        };
        for line in source.split('\n').skip(1) {
            let line = line.strip_suffix('\r').unwrap_or(line);
            let sorts = [Sort::Span, Sort::Relation, Sort::Chain].into_iter();
            let mut found = sorts.filter_map(|it| Some((it, line.strip_prefix(it.mark())?)));
            let Some((sort, rest)) = found.next() else {
                break;
            };
            let layer = Layer::read(sort, rest, head.width);
            head.width += layer.columns.len();
            head.layers.push(layer);
            head.n_lines += 1;
        }
        head
    }
}

impl Layer {
    fn read(sort: Sort, line: &str, first: usize) -> Self {
        let mut parts = line.split('|').filter(|it| !it.is_empty());
        let name = parts.next().unwrap_or_default().to_owned();
        let mut columns: Vec<Column> = Vec::new();
        for part in parts {
            let column = column(sort, part, columns.last());
            columns.push(column);
        }
        if columns.is_empty() {
            columns.push(Column::Bare);
        }
        Self {
            sort,
            name,
            first,
            columns,
        }
    }

    /// The line about it.
    pub fn line(&self) -> String {
        let mut line = format!("{}{}", self.sort.mark(), self.name);
        for column in &self.columns {
            let said = match column {
                Column::Bare => String::new(),
                Column::Feature(name) | Column::Target(name) => name.clone(),
                Column::Role { feature, link } => format!("ROLE_{}:{feature}_{link}", self.name),
                Column::Base(kind) => format!("BT_{kind}"),
                Column::ChainLink => CHAIN_LINK.to_owned(),
                Column::ChainType => CHAIN_TYPE.to_owned(),
            };
            line.push('|');
            line.push_str(&said);
        }
        line
    }
}

fn column(sort: Sort, part: &str, before: Option<&Column>) -> Column {
    let role = part.strip_prefix("ROLE_").filter(|_| sort == Sort::Span);
    if let Some(role) = role {
        let rest = role.split_once(':').map_or(role, |it| it.1);
        let (feature, link) = rest.split_once('_').unwrap_or((rest, ""));
        return Column::Role {
            feature: feature.to_owned(),
            link: link.to_owned(),
        };
    }
    match (sort, part) {
        (Sort::Relation, _) if part.starts_with("BT_") => Column::Base(part[3..].to_owned()),
        (Sort::Span, _) if matches!(before, Some(Column::Role { .. })) => {
            Column::Target(part.to_owned())
        }
        (Sort::Chain, CHAIN_LINK) => Column::ChainLink,
        (Sort::Chain, CHAIN_TYPE) => Column::ChainType,
        _ => Column::Feature(part.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_come_back() {
        let lines = "#T_SP=a.B|\n#T_SP=a.C|ROLE_a.C:links_a.L|uima.tcas.Annotation|value\n#T_RL=a.R|x|BT_a.B\n#T_CH=a.DLink|referenceRelation|referenceType";
        let head = Head::read(&format!("#FORMAT=WebAnno TSV 3.3\r\n{lines}\n\n\n#Text=x"));
        let again: Vec<String> = head.layers.iter().map(Layer::line).collect();
        assert_eq!(again.join("\n"), lines);
        assert_eq!((head.width, head.n_lines), (8, 5));
    }
}

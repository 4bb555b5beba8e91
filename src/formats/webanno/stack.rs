//! Cells that speak of several records at once: `person[1]|place[2]`.

use super::escape::numbered;
use super::head::Column;
use super::read::NONE;

/// One row of values for each record, as their places in the stacks have it.
pub fn by_place<'a>(stacks: &[Vec<&'a str>]) -> Vec<Vec<&'a str>> {
    let depth = stacks.iter().map(Vec::len).max().unwrap_or_default();
    let value = |stack: &Vec<&'a str>, k: usize| stack.get(k).copied().unwrap_or(NONE);
    let row = |k| stacks.iter().map(|it| value(it, k)).collect();
    (0..depth).map(row).collect()
}

/// What a value speaks of: the record with a number, or one without, by its place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Number(u64),
    Place(usize),
}

/// One row of values for each record. The numbers say whose a value is: in some corpora, such as GUM, a
/// column leaves out the records of which it has nothing to say.
pub fn by_number<'a>(columns: &[Column], stacks: &[Vec<&'a str>]) -> Vec<Vec<&'a str>> {
    let deep = stacks.iter().map(Vec::len).max().unwrap_or_default();
    if deep <= 1 {
        return by_place(stacks);
    }
    let mut rows: Vec<(Of, Vec<&'a str>)> = Vec::new();
    let mut before: Vec<Of> = Vec::new();
    for (i, (column, stack)) in columns.iter().zip(stacks).enumerate() {
        // Numbers of targets are those of other records: they go with the roles before them.
        let targets = matches!(column, Column::Target(_));
        let mut of = Vec::with_capacity(stack.len());
        for (k, value) in stack.iter().enumerate() {
            let own = || numbered(value).1.map_or(Of::Place(k), Of::Number);
            let whose = if targets {
                before.get(k).copied()
            } else {
                None
            };
            let whose = whose.unwrap_or_else(own);
            of.push(whose);
            if *value == NONE {
                continue;
            }
            let at = rows.iter().position(|it| it.0 == whose);
            let at = at.unwrap_or_else(|| {
                rows.push((whose, vec![NONE; stacks.len()]));
                rows.len() - 1
            });
            if let Some(cell) = rows[at].1.get_mut(i) {
                *cell = value;
            }
        }
        before = of;
    }
    rows.into_iter().map(|it| it.1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(columns: &[Column], cells: &[&'static str]) -> Vec<Vec<&'static str>> {
        let stacks: Vec<_> = cells.iter().map(|it| it.split('|').collect()).collect();
        by_number(columns, &stacks)
    }

    #[test]
    fn a_value_belongs_to_the_record_of_its_number() {
        let feature = |it: &str| Column::Feature(it.to_owned());
        let columns = [feature("kind"), feature("state"), feature("who")];
        let found = rows(
            &columns,
            &["idea[51]|person[52]", "new[51]|known[52]", "Anne[52]"],
        );
        let first = vec!["idea[51]", "new[51]", NONE];
        assert_eq!(found, [first, vec!["person[52]", "known[52]", "Anne[52]"]]);
    }

    #[test]
    fn targets_go_with_their_roles() {
        let role = Column::Role {
            feature: "parts".to_owned(),
            link: "Link".to_owned(),
        };
        let columns = [role, Column::Target("Part".to_owned())];
        let found = rows(&columns, &["*[1]|source[2]", "_|1-3[1]"]);
        assert_eq!(found, [["*[1]", NONE], ["source[2]", "1-3[1]"]]);
    }
}

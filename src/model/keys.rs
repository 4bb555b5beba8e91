//! The keys offered for labels.

use super::schema::Label;

/// A letter that marks with no other label yet: one of the name if there is one, the first before the others.
pub fn next_key(name: &str, labels: &[Label]) -> Option<char> {
    let is_free = |key: &char| labels.iter().all(|it| it.key != Some(*key));
    let letters = name.chars().filter(char::is_ascii_alphabetic);
    let letters = letters.map(|it| it.to_ascii_lowercase());
    letters.chain('a'..='z').find(is_free)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::LabelId;
    use crate::model::schema::{Localized, Pattern, Rgb, Tier};

    fn labels(names: &[&str]) -> Vec<Label> {
        let mut labels = Vec::new();
        for name in names {
            labels.push(Label {
                id: LabelId::new(*name),
                name: Localized::plain(*name),
                key: next_key(name, &labels),
                color: Rgb(0, 0, 0),
                pattern: Pattern::default(),
                tier: Tier::Core,
                help: Localized::default(),
                attributes: Vec::new(),
            });
        }
        labels
    }

    fn keys(labels: &[Label]) -> String {
        labels.iter().filter_map(|it| it.key).collect()
    }

    #[test]
    fn letters_of_the_name_come_first() {
        let labels = labels(&["Prédiction", "Position", "2 Pour", "…", "Élu"]);
        assert_eq!(keys(&labels), "poual");
    }

    #[test]
    fn no_letter_is_given_twice() {
        let labels = labels(&["p"; 40]);
        let mut all: Vec<char> = keys(&labels).chars().collect();
        all.sort_unstable();
        assert!(all.into_iter().eq('a'..='z'));
    }
}

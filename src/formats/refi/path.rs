//! Names of codes inside of codes as the path that is the name of a label: `parent/child`. A slash of a name is
//! `\/`, so that it does not part; a backslash is doubled where it would be taken for that.

/// The path of names.
pub(super) fn join<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut path = String::new();
    for (n, name) in names.into_iter().enumerate() {
        if n > 0 {
            let ends = path.len() - path.trim_end_matches('\\').len();
            path.extend(std::iter::repeat_n('\\', ends));
            path.push('/');
        }
        let mut run = 0;
        for c in name.chars() {
            match c {
                '\\' => run += 1,
                '/' => {
                    path.extend(std::iter::repeat_n('\\', run + 1));
                    run = 0;
                }
                _ => run = 0,
            }
            path.push(c);
        }
    }
    path
}

/// The names of a path.
pub(super) fn split(path: &str) -> Vec<String> {
    let (mut names, mut name, mut run) = (Vec::new(), String::new(), 0);
    for c in path.chars() {
        match c {
            '\\' => {
                run += 1;
                continue;
            }
            '/' => {
                name.extend(std::iter::repeat_n('\\', run / 2));
                if run % 2 == 1 {
                    name.push('/');
                } else {
                    names.push(std::mem::take(&mut name));
                }
            }
            _ => {
                name.extend(std::iter::repeat_n('\\', run));
                name.push(c);
            }
        }
        run = 0;
    }
    name.extend(std::iter::repeat_n('\\', run));
    names.push(name);
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_split_into_the_names_that_it_was_joined_of() {
        for (names, path) in [
            (vec!["a", "b"], "a/b"),
            (vec!["oui/non"], "oui\\/non"),
            (vec!["a\\", "b"], "a\\\\/b"),
            (vec!["a\\/b", "c\\d\\"], "a\\\\\\/b/c\\d\\"),
            (vec!["", "a", ""], "/a/"),
        ] {
            assert_eq!(join(names.iter().copied()), path);
            assert_eq!(split(path), names);
        }
    }

    #[test]
    fn any_name_of_a_label_stays() {
        for label in ["\\", "a\\\\b/", "a\\\\\\/b\\", "\\/\\\\/"] {
            let names = split(label);
            assert_eq!(join(names.iter().map(String::as_str)), label);
        }
    }
}

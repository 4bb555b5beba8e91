//! The card of a data set: its features and files for `datasets`, a few words for people.

use super::Layout;
use super::rows::TagNames;
use super::shards::Files;

const SPANS: &str = "  - name: id
    dtype: string
  - name: text
    dtype: string
  - name: annotator
    dtype: string
  - name: status
    dtype: string
  - name: metadata
    list:
    - name: name
      dtype: string
    - name: value
      dtype: string
  - name: document_labels
    list:
    - name: name
      dtype: string
    - name: value
      dtype: string
    - name: kind
      dtype: string
  - name: spans
    list:
    - name: id
      dtype: string
    - name: label
      dtype: string
    - name: start
      dtype: int64
    - name: end
      dtype: int64
    - name: text
      dtype: string
    - name: fragments
      list:
      - name: start
        dtype: int64
      - name: end
        dtype: int64
    - name: attributes
      list:
      - name: name
        dtype: string
      - name: value
        dtype: string
      - name: kind
        dtype: string
    - name: note
      dtype: string
  - name: relations
    list:
    - name: id
      dtype: string
    - name: type
      dtype: string
    - name: head
      dtype: string
    - name: tail
      dtype: string
";

const ABOUT_SPANS: &str = "\
Each row is a text as one annotator sees it. `start` and `end` of a span are code points, as Python's `str` \
counts, `end` exclusive; a span of several fragments has them beside its extent. `relations` lead from the span \
`head` to the span `tail`, by their `id`.
";

const ABOUT_TOKENS: &str = "\
Each row is a text as its words, with a tag for each: where a span begins, goes on, or is none (`O`).
";

pub fn write(name: &str, layout: Layout, tags: &TagNames, sets: &[Files]) -> String {
    let name = if name.trim().is_empty() { "data" } else { name };
    let mut card = format!("---\npretty_name: {}\n", quoted(name));
    card += "annotations_creators:\n- expert-generated\n";
    if layout == Layout::Tokens {
        card += "task_categories:\n- token-classification\n";
    }
    card += "configs:\n- config_name: default\n  data_files:\n";
    for set in sets {
        card += &format!("  - split: {}\n    path: data/{}-*\n", set.name, set.name);
    }
    card += "dataset_info:\n  features:\n";
    match layout {
        Layout::Spans => card += SPANS,
        Layout::Tokens => {
            card += "  - name: id\n    dtype: string\n";
            card += "  - name: tokens\n    list: string\n";
            card += "  - name: ner_tags\n    list:\n      class_label:\n        names:\n";
            for (i, tag) in tags.names().iter().enumerate() {
                card += &format!("          '{i}': {}\n", quoted(tag));
            }
        }
    }
    card += "  splits:\n";
    for set in sets {
        let n_bytes = set.n_bytes;
        card += &format!(
            "  - name: {}\n    num_bytes: {n_bytes}\n    num_examples: {}\n",
            set.name, set.n_rows
        );
    }
    card += &format!("---\n\n# {}\n\n", name.replace(['\n', '\r'], " "));
    card += match layout {
        Layout::Spans => ABOUT_SPANS,
        Layout::Tokens => ABOUT_TOKENS,
    };
    card
}

/// A scalar of YAML that is read as a text, whatever it looks like. JSON's texts are YAML's.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

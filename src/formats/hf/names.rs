//! The names that numbers stand for in columns of classes (`ClassLabel`), wherever a data set says them: in
//! Parquet's own metadata, in `dataset_info.json`, in the card.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::super::input::{Entry, Input};

/// Names of numbers, by column.
pub type Names = BTreeMap<String, Vec<String>>;

/// Whether a file says what a data set is, and is none of its rows.
pub fn is_info(entry: &Entry) -> bool {
    let file = entry.name.rsplit('/').next().unwrap_or(&entry.name);
    let all = ["dataset_info.json", "dataset_infos.json"];
    all.iter().any(|it| file.eq_ignore_ascii_case(it))
}

/// As the files beside the rows say them.
pub fn beside(input: &Input) -> Names {
    let mut names = Names::new();
    for entry in input.entries() {
        let file = entry.name.rsplit('/').next().unwrap_or(&entry.name);
        if is_info(entry) {
            let text = entry.text().unwrap_or_default();
            if let Ok(json) = serde_json::from_str(&text) {
                in_json(&json, &mut names);
            }
        } else if file.eq_ignore_ascii_case("readme.md") {
            in_card(&entry.text().unwrap_or_default(), &mut names);
        }
    }
    names
}

/// Those of the features of a data set, or of each of its configurations.
fn in_json(json: &Json, names: &mut Names) {
    match json.get("features") {
        Some(features) => names.extend(of_features(features)),
        None => {
            for (_, one) in json.as_object().into_iter().flatten() {
                names.extend(one.get("features").map(of_features).unwrap_or_default());
            }
        }
    }
}

/// As `datasets` writes them.
pub fn of_features(features: &Json) -> Names {
    let mut names = Names::new();
    for (column, feature) in features.as_object().into_iter().flatten() {
        let places = [
            &feature["names"],
            &feature["feature"]["names"],
            &feature[0]["names"],
        ];
        if let Some(all) = places.iter().find_map(|it| it.as_array()) {
            let all = all.iter().map(|it| it.as_str().unwrap_or_default());
            names.insert(column.clone(), all.map(str::to_owned).collect());
        }
    }
    names
}

/// Those in the YAML before a card: its features are a list, and the names of a class go by their number.
fn in_card(card: &str, names: &mut Names) {
    let head = card
        .strip_prefix("---")
        .and_then(|it| it.split_once("\n---"));
    let Some(Ok(head)) = head.map(|it| serde_saphyr::from_str::<Json>(it.0)) else {
        return;
    };
    let info = &head["dataset_info"];
    let configurations = info
        .as_array()
        .map_or(std::slice::from_ref(info), Vec::as_slice);
    for feature in configurations
        .iter()
        .filter_map(|it| it["features"].as_array())
        .flatten()
    {
        let mut kinds = ["dtype", "sequence", "list"]
            .iter()
            .map(|it| &feature[*it]["class_label"]["names"]);
        if let (Some(column), Some(all)) =
            (feature["name"].as_str(), kinds.find_map(Json::as_object))
        {
            names.insert(column.to_owned(), in_order(all));
        }
    }
}

/// Names by their numbers from 0, up to the first that is missing.
fn in_order(all: &Map<String, Json>) -> Vec<String> {
    let names = (0..all.len()).map_while(|n| all.get(&n.to_string()));
    let names = names.map(|it| it.as_str().map_or_else(|| it.to_string(), str::to_owned));
    names.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn expected() -> Names {
        let names = ["O", "B-PER", "I-PER"].map(str::to_owned).to_vec();
        [("ner_tags".to_owned(), names)].into()
    }

    #[test]
    fn every_place_says_them() {
        let card = "---\nlicense: mit\ndataset_info:\n  features:\n  - name: tokens\n    sequence: string\n  \
            - name: ner_tags\n    sequence:\n      class_label:\n        names:\n          '0': O\n          \
            '1': B-PER\n          \"2\": \"I-PER\"\n  splits:\n  - name: train\n    num_bytes: 3\n---\n# x\n";
        let mut names = Names::new();
        in_card(card, &mut names);
        assert_eq!(names, expected());
        let feature = json!({"feature": {"names": ["O", "B-PER", "I-PER"], "_type": "ClassLabel"}});
        let features = json!({"features": {"ner_tags": feature, "text": {"dtype": "string"}}});
        for json in [features.clone(), json!({ "default": features })] {
            let mut names = Names::new();
            in_json(&json, &mut names);
            assert_eq!(names, expected());
        }
    }
}

//! doccano's list of labels: `[{"text": …, "suffix_key": …, "background_color": …}]`.

use serde_json::Value as Json;

use super::draft::{Scheme, color};

pub(super) fn read(name: &str, json: &Json) -> Option<Scheme> {
    let all = json.as_array()?;
    let is_label = |it: &Json| it.get("text").is_some_and(Json::is_string);
    if all.is_empty() || !all.iter().all(is_label) {
        return None;
    }
    let mut scheme = Scheme::new(name);
    for it in all {
        let text = |key: &str| {
            it.get(key)
                .and_then(Json::as_str)
                .filter(|it| !it.is_empty())
        };
        let Some(label) = text("text").filter(|it| !it.trim().is_empty()) else {
            continue;
        };
        let mut key = text("suffix_key").and_then(|it| it.chars().next());
        if let Some(prefix) = text("prefix_key") {
            // Only plain letters mark here.
            let suffix = key.take().map(String::from).unwrap_or_default();
            scheme.leave("left-key", format!("{label} ({prefix} {suffix})"));
        }
        scheme.label(label, text("background_color").and_then(color), key);
    }
    Some(scheme)
}

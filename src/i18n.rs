//! From a message key and its arguments to a sentence in the language of the interface. Every word
//! shown to a person passes here; the sentences are in `assets/i18n/*.ftl`.

use std::borrow::Cow;
use std::cell::Cell;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
pub use fluent_bundle::{FluentArgs, FluentValue};

use crate::model::visible::visible;

/// A language of the interface: code, its own name, sentences. A new one is a file and a line here.
pub const LANGUAGES: &[(&str, &str, &str)] = &[
    ("en", "English", include_str!("../assets/i18n/en.ftl")),
    ("fr", "Français", include_str!("../assets/i18n/fr.ftl")),
];

static CURRENT: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    static HERE: Cell<Option<usize>> = const { Cell::new(None) };
}

static BUNDLES: LazyLock<Vec<FluentBundle<FluentResource>>> = LazyLock::new(|| {
    LANGUAGES
        .iter()
        .map(|(code, _, source)| bundle(code, source))
        .collect()
});

/// The code of the current language, such as `fr`.
pub fn language() -> &'static str {
    LANGUAGES[current()].0
}

fn current() -> usize {
    HERE.get()
        .unwrap_or_else(|| CURRENT.load(Ordering::Relaxed))
}

/// Chooses a language by its code; an unknown code changes nothing.
pub fn set_language(code: &str) {
    if let Some(i) = LANGUAGES.iter().position(|it| it.0 == code) {
        CURRENT.store(i, Ordering::Relaxed);
    }
}

/// Chooses a language for this thread alone, whatever the others use: tests run side by side.
pub fn set_language_here(code: &str) {
    HERE.set(LANGUAGES.iter().position(|it| it.0 == code));
}

/// The language that the environment (`LC_ALL`, `LC_MESSAGES`, `LANG`) asks for, English by default.
pub fn language_of_environment() -> &'static str {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|it| !it.is_empty())
        .and_then(|it| LANGUAGES.iter().find(|lang| it.starts_with(lang.0)))
        .map_or("en", |it| it.0)
}

/// The sentence for a key. A key that no file knows comes back as it is; a test keeps that from happening.
pub fn text(key: &str, args: Option<&FluentArgs>) -> String {
    [current(), 0]
        .into_iter()
        .find_map(|i| message(BUNDLES.get(i)?, key, args))
        .unwrap_or_else(|| key.to_owned())
}

/// The sentence for a key that came as a value, with the words to fill in.
pub fn with(key: &str, words: &[(&'static str, &str)]) -> String {
    let mut args = FluentArgs::new();
    for (name, word) in words {
        args.set(*name, *word);
    }
    text(key, Some(&args))
}

/// Whether every language has this key.
pub fn knows(key: &str) -> bool {
    BUNDLES.iter().all(|it| it.has_message(key))
}

fn message(
    bundle: &FluentBundle<FluentResource>,
    key: &str,
    args: Option<&FluentArgs>,
) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    Some(
        bundle
            .format_pattern(pattern, args, &mut Vec::new())
            .into_owned(),
    )
}

fn bundle(code: &str, source: &str) -> FluentBundle<FluentResource> {
    let language = code.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::String(word) => match visible(word) {
            Cow::Owned(shown) => Some(shown),
            Cow::Borrowed(_) => None,
        },
        _ => None,
    }));
    let resource =
        FluentResource::try_new(source.to_owned()).unwrap_or_else(|(partial, _)| partial);
    bundle.add_resource_overriding(resource);
    bundle
}

/// `tr!("key")` or `tr!("key", name = value, …)`: the sentence in the current language.
#[macro_export]
macro_rules! tr {
    ($key:expr) => {
        $crate::i18n::text($key, None)
    };
    ($key:expr, $($name:ident = $value:expr),+ $(,)?) => {{
        let mut args = $crate::i18n::FluentArgs::new();
        $(args.set(stringify!($name), $value);)+
        $crate::i18n::text($key, Some(&args))
    }};
}

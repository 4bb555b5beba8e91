//! Names that would turn letters about are seen for what they are.

use sententia::app::action::Action;
use sententia::model::id::AttributeId;

use super::window::Window;

#[test]
fn the_name_of_a_target_is_seen_for_what_it_is() {
    let mut window = Window::open();
    window.letter('s');
    let span = window.record().id.clone();
    let attribute = AttributeId::new("target");
    window.ask(Action::NewTarget {
        span: span.clone(),
        attribute: attribute.clone(),
        name: "rue\u{202E}eur".to_owned(),
    });
    window.ask(Action::Answer {
        span,
        attribute: attribute.clone(),
        value: None,
    });
    assert!(!window.shows("rue[U+202E]eur"), "it is in no record");
    window.ask(Action::AskQuestion(attribute));
    assert!(window.shows("rue[U+202E]eur"), "it is in the list");
}

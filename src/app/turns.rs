//! Who comes first when much is typed between two frames. What one frame brings is cut into turns: a
//! click is carried out before the keys after it are understood, and when a key hands the keyboard
//! over (Enter in a field, a letter that opens a list), the keys after it wait until their field is
//! there. So nothing typed fast, or while a frame takes long, goes to the wrong place.

use egui::{Context, Event, Key, RawInput};

/// The events that wait for the next frame.
#[derive(Default)]
pub struct Turns {
    held: Vec<Event>,
}

impl Turns {
    /// Leaves one turn in the frame's input; `in_field` says that a field or dialog has the keyboard.
    pub fn cut(&mut self, ctx: &Context, input: &mut RawInput, in_field: bool) {
        let mut events = std::mem::take(&mut self.held);
        events.append(&mut input.events);
        if let Some(last) = events.iter().position(|it| ends_turn(it, in_field)) {
            self.held = events.split_off(last + 1);
        }
        input.events = events;
        self.call(ctx);
    }

    /// Keeps keys that were not understood yet for the next frame.
    pub fn hold(&mut self, ctx: &Context, mut events: Vec<Event>) {
        events.retain(|it| !matches!(it, Event::Key { pressed: false, .. }));
        events.append(&mut self.held);
        self.held = events;
        self.call(ctx);
    }

    /// Whether anything waits.
    pub fn any(&self) -> bool {
        !self.held.is_empty()
    }

    fn call(&self, ctx: &Context) {
        if self.any() {
            ctx.request_repaint();
        }
    }
}

/// Whether what comes after this event may be for somebody else.
fn ends_turn(event: &Event, in_field: bool) -> bool {
    match event {
        Event::PointerButton { pressed, .. } => !pressed,
        Event::Key {
            key,
            pressed: true,
            modifiers,
            ..
        } => in_field && (modifiers.command || matches!(key, Key::Enter | Key::Escape | Key::Tab)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use egui::{Modifiers, PointerButton, Pos2};

    use super::*;

    fn key(key: Key) -> Event {
        Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        }
    }

    fn released() -> Event {
        let button = PointerButton::Primary;
        Event::PointerButton {
            pos: Pos2::ZERO,
            button,
            pressed: false,
            modifiers: Modifiers::NONE,
        }
    }

    /// The turns in which events come, frame by frame.
    fn frames(events: Vec<Event>, in_field: bool) -> Vec<Vec<Event>> {
        let (ctx, mut turns) = (Context::default(), Turns::default());
        let mut input = RawInput {
            events,
            ..RawInput::default()
        };
        let mut frames = Vec::new();
        loop {
            turns.cut(&ctx, &mut input, in_field);
            frames.push(std::mem::take(&mut input.events));
            if !turns.any() {
                return frames;
            }
        }
    }

    #[test]
    fn a_click_is_done_before_the_key_after_it() {
        assert_eq!(
            frames(vec![released(), key(Key::P)], false),
            [vec![released()], vec![key(Key::P)]]
        );
    }

    #[test]
    fn a_field_that_is_left_takes_no_more_keys() {
        let typed = vec![
            Event::Text("a".to_owned()),
            key(Key::Enter),
            key(Key::ArrowRight),
        ];
        assert_eq!(
            frames(typed.clone(), true),
            [typed[..2].to_vec(), typed[2..].to_vec()]
        );
        assert_eq!(frames(typed.clone(), false), [typed]);
    }

    #[test]
    fn what_was_held_comes_before_what_is_new() {
        let (ctx, mut turns) = (Context::default(), Turns::default());
        turns.hold(&ctx, vec![key(Key::A)]);
        let mut input = RawInput {
            events: vec![key(Key::B)],
            ..RawInput::default()
        };
        turns.cut(&ctx, &mut input, false);
        assert_eq!(input.events, [key(Key::A), key(Key::B)]);
    }
}

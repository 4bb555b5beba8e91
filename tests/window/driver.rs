//! Keys, clicks and drags, each waited for until the program has carried it out; and how many there were.

use std::time::{Duration, Instant};

use sententia::app::trace::{Box4, Input, Mark, Page, Sight, Widget};

/// How long something may take before the test fails.
pub const DEADLINE: Duration = Duration::from_secs(40);

/// What moves keys and pointer, and sees what the program shows.
pub trait Hand {
    /// Presses a key, named as in `keys.ron`: `p`, `Alt+3`, `Ctrl+Z`, `ArrowRight`.
    fn key(&mut self, key: &str);
    fn move_to(&mut self, at: [f32; 2]);
    fn button(&mut self, pressed: bool);
    /// Turns the wheel by one notch.
    fn wheel(&mut self, down: bool);
    /// Lets so much time go by that the next click is not taken for one more of the last.
    fn pause(&mut self);
    /// What the program shows now.
    fn see(&mut self) -> Option<Sight>;
    /// What helps to understand a failure.
    fn tell(&mut self) -> String;
}

/// What a piece of work took.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Effort {
    pub keys: u32,
    pub clicks: u32,
    pub drags: u32,
    /// Notches of the wheel: reading, not counted in the time.
    pub notches: u32,
}

impl Effort {
    /// Seconds by the keystroke-level model, thinking and reading left out.
    pub fn seconds(self) -> f64 {
        f64::from(self.keys) * 0.2 + f64::from(self.clicks) * 1.3 + f64::from(self.drags) * 2.4
    }

    pub fn since(self, before: Self) -> Self {
        Self {
            keys: self.keys - before.keys,
            clicks: self.clicks - before.clicks,
            drags: self.drags - before.drags,
            notches: self.notches - before.notches,
        }
    }
}

impl std::ops::Add for Effort {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            keys: self.keys + other.keys,
            clicks: self.clicks + other.clicks,
            drags: self.drags + other.drags,
            notches: self.notches + other.notches,
        }
    }
}

/// A hand that waits for what it did.
pub struct Driver<H> {
    pub hand: H,
    pub effort: Effort,
    /// What the program has to take in.
    sent: Input,
}

impl<H: Hand> Driver<H> {
    pub fn new(hand: H) -> Self {
        Self {
            hand,
            effort: Effort::default(),
            sent: Input::default(),
        }
    }

    /// Waits until the program shows what is wanted and rests; fails loudly if it never does.
    pub fn until(&mut self, what: &str, is: impl Fn(&Sight) -> bool) -> Sight {
        let begun = Instant::now();
        loop {
            let sight = self.hand.see();
            if let Some(sight) = sight.filter(|it| it.settled && self.taken(it) && is(it)) {
                return sight;
            }
            if begun.elapsed() > DEADLINE {
                let told = self.hand.tell();
                panic!("waited in vain for: {what}\n{told}");
            }
        }
    }

    /// The open document, as shown once the program rests.
    pub fn page(&mut self) -> Page {
        self.until("an open document", |it| it.page.is_some())
            .page
            .unwrap_or_default()
    }

    /// Waits until everything is in the files.
    pub fn saved(&mut self) {
        self.until("the files to be written", |it| {
            it.page.as_ref().is_some_and(|it| it.saved)
        });
    }

    /// Presses a key and waits until it is carried out.
    pub fn key(&mut self, key: &str) -> Page {
        self.keys(&[key])
    }

    /// Presses keys as fast as it goes, and then waits.
    pub fn keys(&mut self, keys: &[&str]) -> Page {
        for key in keys {
            self.hand.key(key);
            self.sent.keys += 1;
            self.effort.keys += 1;
        }
        self.page()
    }

    pub fn click(&mut self, at: [f32; 2]) -> Page {
        self.point(at);
        self.buttons(&[true, false]);
        self.effort.clicks += 1;
        self.page()
    }

    /// Two clicks at one place, as fast as it goes.
    pub fn double_click(&mut self, at: [f32; 2]) -> Page {
        self.point(at);
        self.hand.pause();
        self.buttons(&[true, false, true, false]);
        self.effort.clicks += 2;
        self.page()
    }

    /// Presses at one place, goes to another and releases there.
    pub fn drag(&mut self, from: [f32; 2], to: [f32; 2]) -> Page {
        self.point(from);
        self.press(true);
        self.point([f32::midpoint(from[0], to[0]), f32::midpoint(from[1], to[1])]);
        self.point(to);
        self.press(false);
        self.effort.drags += 1;
        self.page()
    }

    /// Clicks a button, field or answer by its name.
    pub fn choose(&mut self, name: &str) -> Page {
        let place = self.find(name).rect;
        self.click(middle(place))
    }

    /// Something to operate that has this name.
    pub fn find(&mut self, name: &str) -> Widget {
        let sight = self.until(&format!("“{name}”"), |it| operable(it, name).is_some());
        operable(&sight, name).cloned().expect("just seen")
    }

    /// Turns the wheel until the words at these code points are well inside the page.
    pub fn wheel_to(&mut self, at: [usize; 2]) -> Page {
        let before = self.effort.notches;
        loop {
            let page = self.page();
            assert!(
                self.effort.notches < before + 400,
                "no words at {at:?}\n{}",
                self.hand.tell()
            );
            let seen = [at[0], at[1] - 1].map(|it| word_at(&page, it));
            if let [Some(first), Some(last)] = seen
                && first[1] > 110.0
                && last[3] < 640.0
            {
                return page;
            }
            let top = page.words.iter().map(|it| it.at[0]).min().unwrap_or(0);
            let down = at[0] > top && seen[0].is_none_or(|it| it[1] > 110.0);
            let turn = self.until("rest", |_| true).turn;
            if self
                .sent
                .pointer
                .is_none_or(|[x, y]| !(250.0..960.0).contains(&x) || !(60.0..740.0).contains(&y))
            {
                self.point([600.0, 400.0]);
            }
            self.hand.wheel(down);
            self.effort.notches += 1;
            self.until("the page to scroll", |it| it.turn > turn);
        }
    }

    fn point(&mut self, at: [f32; 2]) {
        let at = at.map(f32::round);
        self.hand.move_to(at);
        self.sent.pointer = Some(at);
        self.until("the pointer to move", |_| true);
    }

    fn press(&mut self, pressed: bool) {
        self.buttons(&[pressed]);
        self.until("the button", |_| true);
    }

    /// Presses and releases as fast as it goes.
    fn buttons(&mut self, pressed: &[bool]) {
        for pressed in pressed {
            self.hand.button(*pressed);
            self.sent.buttons += 1;
        }
    }

    fn taken(&self, sight: &Sight) -> bool {
        let (seen, sent) = (&sight.input, &self.sent);
        let there = |it: [f32; 2]| {
            seen.pointer
                .is_some_and(|at| (at[0] - it[0]).abs() + (at[1] - it[1]).abs() < 1.0)
        };
        seen.keys >= sent.keys && seen.buttons >= sent.buttons && sent.pointer.is_none_or(there)
    }
}

/// The word on screen that holds a code point, or ends there.
pub fn word_at(page: &Page, point: usize) -> Option<Box4> {
    let holds = |at: [usize; 2]| (at[0]..at[1]).contains(&point);
    let before = || {
        page.words
            .iter()
            .rev()
            .find(|it| it.at[1] <= point && it.at[1] + 3 > point)
    };
    page.words
        .iter()
        .find(|it| holds(it.at))
        .or_else(before)
        .map(|it| it.rect)
}

/// The record with this id, if it is on screen.
pub fn mark<'a>(page: &'a Page, id: &str) -> Option<&'a Mark> {
    page.marks.iter().find(|it| it.id == id)
}

pub fn middle([left, top, right, bottom]: Box4) -> [f32; 2] {
    [f32::midpoint(left, right), f32::midpoint(top, bottom)]
}

fn operable<'a>(sight: &'a Sight, name: &str) -> Option<&'a Widget> {
    let words = ["Label", "Paragraph", "Document", "TextRun"];
    sight
        .widgets
        .iter()
        .find(|it| it.name == name && !words.contains(&it.role.as_str()))
}

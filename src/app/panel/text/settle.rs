//! Measures the heights of all blocks on a thread of its own, those nearest to the view first, so that the scroll bar
//! comes to tell the truth while nobody waits for it. The view stands at an item and a distance into it: heights that
//! are corrected elsewhere move nothing on screen.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use egui::Context;

use super::column::{Column, Measuring};
use super::shape::Shaper;

/// Sizes must have stood still for so long: nobody measures between two frames of a window being resized.
const CALM: Duration = Duration::from_millis(150);
/// The window is woken at most this often: a scroll bar that settles is worth no more.
const WAKE: Duration = Duration::from_secs(1);
/// Asked for at once, egui would draw two frames.
const SOON: Duration = Duration::from_millis(1);
/// Work between two pauses, and the pause as a part of it.
const SLICE: Duration = Duration::from_millis(10);
const PAUSE: f64 = 0.4;

/// Heights of items, measured for one layout of the column.
struct Slice {
    layout: u64,
    heights: Vec<(usize, f32)>,
    is_last: bool,
}

/// What is to be measured, and from which item on outwards.
struct Order {
    measuring: Measuring,
    from: usize,
}

/// The thread's end of the view.
pub struct Settler {
    shared: Arc<Shared>,
    slices: Receiver<Slice>,
    ordered: Option<u64>,
    /// The layout of which all heights are known.
    settled: Option<u64>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    wake: Condvar,
}

#[derive(Default)]
struct State {
    order: Option<Order>,
    /// The view is gone.
    is_over: bool,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Settler {
    /// Starts the thread; nothing if the system gives none. It wakes `ctx` when there is something new.
    pub fn new(has_system_fonts: bool, ctx: &Context) -> Option<Self> {
        let shared = Arc::new(Shared::default());
        let (sender, slices) = channel();
        let (theirs, ctx) = (Arc::clone(&shared), ctx.clone());
        std::thread::Builder::new()
            .name("heights".to_owned())
            .spawn(move || run(&theirs, has_system_fonts, &sender, &ctx))
            .ok()?;
        Some(Self {
            shared,
            slices,
            ordered: None,
            settled: None,
        })
    }

    /// Takes in what was measured, and has the column measured when it is laid out otherwise than before.
    pub fn update(&mut self, column: &mut Column, item: usize) {
        let layout = column.layout();
        for slice in self.slices.try_iter().filter(|it| it.layout == layout) {
            column.take_heights(&slice.heights);
            if slice.is_last {
                self.settled = Some(layout);
            }
        }
        if self.ordered != Some(layout) {
            self.ordered = Some(layout);
            let measuring = column.measuring();
            self.shared.state().order = Some(Order {
                measuring,
                from: item,
            });
            self.shared.wake.notify_all();
        }
    }

    /// Whether all heights of the layout are known.
    #[cfg(test)]
    pub fn is_settled(&self, column: &Column) -> bool {
        self.settled == Some(column.layout())
    }
}

impl Drop for Settler {
    fn drop(&mut self) {
        self.shared.state().is_over = true;
        self.shared.wake.notify_all();
    }
}

/// The thread: until the view is gone.
fn run(shared: &Shared, has_system_fonts: bool, sender: &Sender<Slice>, ctx: &Context) {
    let mut shaper = Shaper::new(has_system_fonts);
    while let Some(order) = next_order(shared) {
        if !measure(shared, &order, &mut shaper, sender, ctx) {
            return;
        }
    }
}

/// Waits for an order that no other follows at once.
fn next_order(shared: &Shared) -> Option<Order> {
    let mut state = shared.state();
    loop {
        while state.order.is_none() && !state.is_over {
            state = shared
                .wake
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        if state.is_over {
            return None;
        }
        let order = state.order.take();
        let newer = |it: &mut State| it.order.is_none() && !it.is_over;
        let waited = shared.wake.wait_timeout_while(state, CALM, newer);
        (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if state.order.is_none() && !state.is_over {
            return order;
        }
    }
}

/// Measures until all is done or something else is wanted. Returns whether anybody still listens.
fn measure(
    shared: &Shared,
    order: &Order,
    shaper: &mut Shaper,
    sender: &Sender<Slice>,
    ctx: &Context,
) -> bool {
    let mut heights = Vec::new();
    let (mut slice, mut woken) = (Instant::now(), Instant::now());
    let layout = order.measuring.layout;
    for item in outwards(order.from, order.measuring.len()) {
        heights.push((item, order.measuring.height(item, shaper)));
        if slice.elapsed() < SLICE {
            continue;
        }
        std::thread::sleep(slice.elapsed().mul_f64(PAUSE));
        slice = Instant::now();
        let state = shared.state();
        if state.is_over || state.order.is_some() {
            return !state.is_over;
        }
        drop(state);
        if woken.elapsed() >= WAKE {
            woken = Instant::now();
            let heights = std::mem::take(&mut heights);
            let is_last = false;
            if sender
                .send(Slice {
                    layout,
                    heights,
                    is_last,
                })
                .is_err()
            {
                return false;
            }
            ctx.request_repaint_after(SOON);
        }
    }
    let is_last = true;
    let is_heard = sender
        .send(Slice {
            layout,
            heights,
            is_last,
        })
        .is_ok();
    ctx.request_repaint_after(SOON);
    is_heard
}

/// The items of a column after its header, from one of them outwards.
fn outwards(from: usize, len: usize) -> impl Iterator<Item = usize> {
    let from = from.clamp(1, len.max(2) - 1);
    let pairs = (0..len).map(move |away| [Some(from + away), from.checked_sub(away + 1)]);
    pairs
        .flatten()
        .flatten()
        .filter(move |&item| item > 0 && item < len)
}

#[cfg(test)]
mod tests {
    use super::super::column::Metrics;
    use super::super::frame::Frame;
    use super::super::scene::Style;
    use super::super::scroll::Scroll;
    use super::*;
    use crate::app::theme::Palette;
    use egui::{Pos2, Rect, vec2};

    fn column(text: &Arc<str>, width: f32) -> Column {
        let mut column = Column::new(false);
        column.set_text(text);
        column.set_metrics(Metrics::new(&Style::new(Palette::LIGHT), width, 1.0));
        column.set_header("Title", "");
        column
    }

    fn text() -> Arc<str> {
        let paragraph = |i: usize| "Il pleut souvent, mais rien ne dure. ".repeat(i % 9) + "\n";
        (0..120).map(paragraph).collect::<String>().into()
    }

    /// Which items are on screen, and where.
    fn tops(column: &mut Column, scroll: &mut Scroll) -> Vec<(usize, f32)> {
        let view = Rect::from_min_size(Pos2::ZERO, vec2(500.0, 400.0));
        scroll.settle(column, 400.0);
        let frame = Frame::new(column, scroll, view, 20.0);
        frame.shown.iter().map(|it| (it.item, it.top)).collect()
    }

    fn settle(settler: &mut Settler, column: &mut Column, item: usize) {
        let patience = Instant::now() + Duration::from_mins(1);
        while !settler.is_settled(column) {
            assert!(Instant::now() < patience, "never settled");
            settler.update(column, item);
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    #[test]
    fn all_items_come_once_the_nearest_first() {
        assert_eq!(outwards(3, 6).collect::<Vec<_>>(), [3, 2, 4, 1, 5]);
        assert_eq!(outwards(0, 4).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(outwards(9, 2).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn heights_settle_to_what_is_measured_and_the_view_stays() {
        let text = text();
        let (mut settled, mut measured) = (column(&text, 400.0), column(&text, 400.0));
        let mut settler = Settler::new(false, &Context::default()).unwrap();
        let mut scroll = Scroll::default();
        scroll.jump(&settled, 1500.0);
        let before = tops(&mut settled, &mut scroll);
        settle(&mut settler, &mut settled, scroll.item);
        assert_eq!(tops(&mut settled, &mut scroll), before);
        for width in [400.0, 300.0] {
            let metrics = Metrics::new(&Style::new(Palette::LIGHT), width, 1.0);
            settled.set_metrics(metrics);
            measured.set_metrics(metrics);
            settle(&mut settler, &mut settled, scroll.item);
            for item in 1..measured.len() {
                let expected = measured.measure(item);
                assert!(
                    (settled.heights().get(item) - expected).abs() < 1e-3,
                    "{item}"
                );
            }
        }
    }
}

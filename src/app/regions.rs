//! The parts of the window that the keyboard can go to, one after the other with F6.

use egui::Id;

/// A part of the window with something to operate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// The menu bar.
    Menu,
    /// The filter above the list of documents.
    Filter,
    /// The text.
    Page,
    /// The inspector of the record.
    Inspector,
    /// The label bar.
    Labels,
}

impl Region {
    pub const ALL: [Self; 5] = [
        Self::Menu,
        Self::Filter,
        Self::Page,
        Self::Inspector,
        Self::Labels,
    ];

    /// The region after this one.
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|it| *it == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }

    /// Where the panel remembers the widget that takes the keyboard for this region.
    fn door(self) -> Id {
        Id::unique("region").with(self as u8)
    }

    /// Called by a panel: this widget takes the keyboard when the region is gone to.
    pub fn entered_by(self, ctx: &egui::Context, widget: Id) {
        ctx.data_mut(|it| it.insert_temp(self.door(), widget));
    }

    /// Gives the keyboard to the region, if it is on screen.
    pub fn enter(self, ctx: &egui::Context) -> bool {
        let widget: Option<Id> = ctx.data(|it| it.get_temp(self.door()));
        match widget {
            Some(widget) => {
                ctx.memory_mut(|it| it.request_focus(widget));
                true
            }
            None => false,
        }
    }
}

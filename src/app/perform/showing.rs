//! What the page shows of the records, and reading one's own and others'.

use crate::app::action::Action;
use crate::app::record::RecordId;
use crate::app::session::Session;

impl Session {
    pub(super) fn show(&mut self, action: Action) {
        match action {
            Action::Shown(shown) => {
                let is_off = |it: &RecordId| matches!(it, RecordId::Other(by, _) if !shown.others.contains(by));
                self.desk.reading = self.desk.reading.take().filter(|it| !is_off(it));
                self.desk.shown = shown;
            }
            Action::Popup(popup) => {
                self.desk.target_list = None;
                self.desk.popup = popup;
            }
            Action::Read(record) => {
                let extent = self.span_of(&record).map(|it| it.extent());
                self.turn_to(record);
                self.desk.reveal = extent;
            }
            _ => {}
        }
    }

    /// Gives the focus to a record of one's own; opens one of another's to be read, with the caret on its
    /// words: a label key then marks the same words.
    pub(super) fn turn_to(&mut self, record: RecordId) {
        let Some(extent) = self.span_of(&record).map(|it| it.extent()) else {
            return;
        };
        self.desk.caret.choose(extent);
        match record {
            RecordId::Own(span) => self.desk.to_record(span),
            RecordId::Other(..) => {
                self.desk.to_text();
                self.desk.reading = Some(record);
            }
        }
    }
}

//! The window and its panels, driven without a display.

pub mod soft;
mod dialogs;
mod text_view;

//! Starting the window.

use std::path::PathBuf;

use super::App;
use super::action::Action;
use crate::workspace::settings::Settings;

/// Opens the window, on a project, corpus, folder of texts or text if one is given.
pub fn run(path: Option<PathBuf>) -> eframe::Result {
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Sententia")
            .with_app_id("sententia")
            .with_inner_size([1280.0, 800.0])
            .with_min_inner_size([760.0, 480.0]),
        centered: true,
        persist_window: false,
        ..Default::default()
    };
    eframe::run_native(
        "Sententia",
        options,
        Box::new(move |cc| {
            let (settings, trouble) = Settings::load();
            let own_keys = Settings::keys_file().and_then(|it| std::fs::read_to_string(it).ok());
            let mut app = App::new(&cc.egui_ctx, settings, own_keys.as_deref(), true);
            app.keep_settings();
            app.settle_heights(&cc.egui_ctx);
            super::trace::begin(&cc.egui_ctx);
            if let Some(trouble) = trouble {
                app.ask(Action::Notify(super::action::Notice::bad(
                    super::names::trouble(&trouble.trouble),
                )));
            }
            if let Some(path) = path {
                app.ask(Action::Open(path));
            }
            Ok(Box::new(app))
        }),
    )
}

//! The program as a person has it: driven by keys and mouse, its state read from the trace it writes
//! ([`sententia::app::trace`]) and from the files of the project.
//!
//! The same scripts run in two places: [`screen`] is the real program on a display of its own (Xvfb,
//! xdotool), [`kit`] is the same window without a display, which is faster. On a machine without Xvfb
//! or xdotool the tests of the real program say that they were skipped, and pass.

mod analyst;
mod budget;
mod desk;
mod direction;
mod driver;
mod kit;
mod measure;
mod plan;
mod screen;
mod script;
mod shots;
mod still;
mod text;

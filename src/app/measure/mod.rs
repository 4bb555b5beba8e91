//! Measures the window as it is: a course of turns through a project (scrolling, marking, resizing), what
//! each frame of it costs, and what is drawn while nothing happens. Driven by `sententia measure` in a real
//! window and by `cargo bench --bench view` without one.

pub mod clock;
pub mod course;
pub mod figures;
pub mod window;

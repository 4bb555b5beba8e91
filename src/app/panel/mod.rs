//! What the window shows, one file a panel. A panel reads the project and asks for actions; it never writes.

pub mod text;

//! Who and where this process is, and whether another one still runs.

/// The name of the person, as the system knows it.
pub fn user() -> String {
    let names = ["USER", "LOGNAME", "USERNAME"];
    let name = names.into_iter().find_map(|it| std::env::var(it).ok());
    name.filter(|it| !it.is_empty()).unwrap_or_else(number)
}

/// The number that stands for a person without a name.
#[cfg(unix)]
fn number() -> String {
    format!("uid {}", rustix::process::getuid().as_raw())
}

#[cfg(not(unix))]
fn number() -> String {
    "?".to_owned()
}

/// The name of this computer.
pub fn host() -> String {
    gethostname::gethostname().to_string_lossy().into_owned()
}

/// Whether a process of this computer has ended, as far as the system says so.
#[cfg(unix)]
pub fn is_gone(process: u32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    let known = i32::try_from(process).ok().and_then(Pid::from_raw);
    let Some(pid) = known else { return true };
    // It may be somebody else's: then it runs, and may not be asked more.
    test_kill_process(pid) == Err(Errno::SRCH)
}

#[cfg(not(unix))]
pub fn is_gone(_: u32) -> bool {
    false
}

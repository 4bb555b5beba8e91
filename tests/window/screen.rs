//! The real program on a display of its own: Xvfb shows it, xdotool moves keys and pointer.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use sententia::app::trace::{self, Sight};
use tempfile::TempDir;

use super::desk::PROGRAM;
use super::driver::{DEADLINE, Driver, Hand};

/// Between two looks at a file.
const GLANCE: Duration = Duration::from_millis(4);

/// A display with the program on it; both end with it.
pub struct Screen {
    server: Child,
    display: String,
    program: Child,
    window: String,
    /// Settings, trace and what the program says; the pictures of failures stay.
    folder: TempDir,
    project: PathBuf,
    last: Option<Sight>,
}

/// Starts the program on a project, or on nothing; says why not where the machine cannot.
pub fn start(project: Option<&Path>, settings: &str) -> Option<Driver<Screen>> {
    for tool in ["Xvfb", "xdotool", "import"] {
        if !is_there(tool) {
            println!("skipped: no {tool} (apt-get install xvfb xdotool imagemagick)");
            return None;
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("settings.ron"), settings).expect("settings written");
    let (server, display) = serve();
    let program = launch(&display, folder.path(), project);
    let mut screen = Screen {
        server,
        display,
        program,
        window: String::new(),
        folder,
        project: project.map(Path::to_owned).unwrap_or_default(),
        last: None,
    };
    screen.take_keyboard();
    Some(Driver::new(screen))
}

impl Screen {
    /// Quits by key; answers whether the program ended well.
    pub fn quit(&mut self) -> bool {
        self.key("Ctrl+Q");
        let begun = Instant::now();
        while begun.elapsed() < DEADLINE {
            if let Some(status) = self.program.try_wait().expect("a program") {
                return status.success();
            }
            sleep(GLANCE);
        }
        panic!("the program does not end\n{}", self.tell());
    }

    /// The whole screen as PNG, once it shows twice the same.
    pub fn picture(&mut self, to: &Path) {
        let begun = Instant::now();
        let mut last = Vec::new();
        while begun.elapsed() < DEADLINE {
            self.run("import", &["-window", "root", &to.to_string_lossy()]);
            let now = pixels(to);
            if now == last {
                return;
            }
            last = now;
            sleep(Duration::from_millis(60));
        }
    }

    /// Waits for the window and gives it the keyboard: without a window manager nobody else does.
    fn take_keyboard(&mut self) {
        let begun = Instant::now();
        loop {
            let found = self.run(
                "xdotool",
                &["search", "--onlyvisible", "--name", "^Sententia$"],
            );
            found
                .lines()
                .next()
                .unwrap_or("")
                .clone_into(&mut self.window);
            if !self.window.is_empty() && self.see().is_some() {
                let window = self.window.clone();
                self.run("xdotool", &["windowfocus", &window]);
                if self.run("xdotool", &["getwindowfocus"]).trim() == window {
                    return;
                }
            }
            let gone = self.program.try_wait().expect("a program").is_some();
            assert!(
                !gone && begun.elapsed() < DEADLINE,
                "no window\n{}",
                self.tell()
            );
            sleep(GLANCE);
        }
    }

    fn xdotool(&mut self, arguments: &[&str]) {
        self.run("xdotool", arguments);
    }

    fn run(&mut self, tool: &str, arguments: &[&str]) -> String {
        let output = Command::new(tool)
            .args(arguments)
            .env("DISPLAY", &self.display)
            .output();
        output
            .map(|it| String::from_utf8_lossy(&it.stdout).into_owned())
            .unwrap_or_default()
    }
}

impl Hand for Screen {
    fn key(&mut self, key: &str) {
        let name = keysym(key);
        self.xdotool(&["key", &name]);
    }

    fn move_to(&mut self, [x, y]: [f32; 2]) {
        let window = self.window.clone();
        let (x, y) = (format!("{x:.0}"), format!("{y:.0}"));
        self.xdotool(&["mousemove", "--window", &window, &x, &y]);
    }

    fn button(&mut self, pressed: bool) {
        self.xdotool(&[if pressed { "mousedown" } else { "mouseup" }, "1"]);
    }

    fn wheel(&mut self, down: bool) {
        self.xdotool(&["click", if down { "5" } else { "4" }]);
    }

    fn pause(&mut self) {
        sleep(Duration::from_millis(350));
    }

    fn see(&mut self) -> Option<Sight> {
        let seen = fs::read(self.folder.path().join("trace.json"))
            .ok()
            .and_then(|it| serde_json::from_slice(&it).ok());
        if seen == self.last {
            sleep(GLANCE);
        }
        self.last.clone_from(&seen);
        seen
    }

    fn tell(&mut self) -> String {
        let picture =
            std::env::temp_dir().join(format!("sententia-failed-{}.png", std::process::id()));
        self.run("import", &["-window", "root", &picture.to_string_lossy()]);
        let said = fs::read_to_string(self.folder.path().join("said")).unwrap_or_default();
        let journal = super::desk::journal(&self.project);
        let sight = self
            .last
            .as_ref()
            .map(super::desk::in_short)
            .unwrap_or_default();
        format!(
            "picture: {}\nshown: {sight}\nsaid: {said}\njournal:\n{journal}",
            picture.display()
        )
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        for child in [&mut self.program, &mut self.server] {
            child.kill().ok();
            child.wait().ok();
        }
    }
}

/// A picture without what differs from file to file.
fn pixels(picture: &Path) -> Vec<u8> {
    image::open(picture)
        .map(|it| it.into_rgb8().into_raw())
        .unwrap_or_default()
}

/// A display with a number that was free.
pub fn serve() -> (Child, String) {
    let mut server = Command::new("Xvfb")
        .args([
            "-noreset",
            "-nolisten",
            "tcp",
            "-screen",
            "0",
            "1280x800x24",
            "-displayfd",
            "1",
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("Xvfb starts");
    let mut line = String::new();
    let output = server.stdout.take().expect("its output");
    BufReader::new(output)
        .read_line(&mut line)
        .expect("a display");
    (server, format!(":{}", line.trim()))
}

fn launch(display: &str, folder: &Path, project: Option<&Path>) -> Child {
    let said = fs::File::create(folder.join("said")).expect("a file");
    Command::new(PROGRAM)
        .args(project)
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .env_remove("LANGUAGE")
        .env_remove("LC_ALL")
        .env("LANG", "en_US.UTF-8")
        .env("DISPLAY", display)
        .env("XDG_DATA_HOME", folder)
        .env("SENTENTIA_CONFIG", folder)
        .env(trace::VARIABLE, folder.join("trace.json"))
        .stdout(said.try_clone().expect("a file"))
        .stderr(said)
        .spawn()
        .expect("the program starts")
}

pub fn is_there(tool: &str) -> bool {
    let search = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&search).any(|it| it.join(tool).is_file())
}

/// The name that X has for a key.
fn keysym(key: &str) -> String {
    let (held, name) = key
        .rsplit_once('+')
        .filter(|it| !it.1.is_empty())
        .map_or(("", key), |(held, name)| (held, name));
    let name = match name {
        "ArrowLeft" => "Left",
        "ArrowRight" => "Right",
        "ArrowUp" => "Up",
        "ArrowDown" => "Down",
        "Enter" => "Return",
        "Backspace" => "BackSpace",
        "PageDown" => "Next",
        "PageUp" => "Prior",
        "Space" => "space",
        "+" => "plus",
        "-" => "minus",
        "[" => "bracketleft",
        "]" => "bracketright",
        "?" => "question",
        letter if letter.len() == 1 => &letter.to_lowercase(),
        other => other,
    };
    if held.is_empty() {
        name.to_owned()
    } else {
        format!("{}+{name}", held.to_lowercase())
    }
}

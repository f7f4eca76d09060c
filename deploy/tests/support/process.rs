//! A node or a coordinator as a process of its own.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};

pub struct Process {
    pub border: SocketAddr,
    pub office: SocketAddr,
    pub pages: String,
    child: Child,
}

impl Process {
    /// Starts `wijkfonds node run` or `wijkfonds coordinator run`, and does not wait for anything.
    pub fn spawn(command: &str, config: &Path) -> Child {
        Command::new(super::WIJKFONDS)
            .args([command, "run", "--until-input-ends", "--config"])
            .arg(config)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .env("WIJKFONDS_LOG", "error")
            .spawn()
            .unwrap()
    }

    /// Starts `wijkfonds node run` or `wijkfonds coordinator run`, and waits until it serves.
    pub fn start(command: &str, config: &Path) -> Self {
        let mut child = Self::spawn(command, config);
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let mut said = HashMap::new();
        for line in stdout.lines().map(Result::unwrap) {
            if line == "ready" {
                break;
            }
            let (key, value) = line.split_once(' ').unwrap();
            said.insert(key.to_owned(), value.to_owned());
        }
        let address =
            |key: &str| said.get(key).unwrap_or_else(|| panic!("it ended before it served")).parse().unwrap();
        Self { border: address("border"), office: address("office"), pages: said["pages"].clone(), child }
    }

    /// What the operating system calls it.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as a power cut would: no signal that it could handle.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, and waits.
    pub fn stop(mut self) -> ExitStatus {
        drop(self.child.stdin.take());
        self.child.wait().unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // it may have ended already, which is what is wanted
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

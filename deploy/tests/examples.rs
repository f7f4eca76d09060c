//! The example files are what the commands read.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const WIJKFONDS: &str = env!("CARGO_BIN_EXE_wijkfonds");

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn run(arguments: &str, folder: &Path) -> Output {
    Command::new(WIJKFONDS).args(arguments.split(' ')).current_dir(folder).output().unwrap()
}

/// A folder with the examples and the certificates that they name.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    for name in ["node.toml", "coordinator.toml", "insurer.toml", "office.toml"] {
        fs::copy(here("examples").join(name), folder.path().join(name)).unwrap();
    }
    let set = "authority set --dir certificates --region twente --insurer 3311 --staff anna";
    let made = run(set, folder.path());
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    folder
}

#[test]
fn every_example_of_a_configuration_is_sound() {
    for (command, name) in [("node", "node.toml"), ("coordinator", "coordinator.toml")] {
        let checked = run(&format!("{command} check-config --config {name}"), &here("examples"));
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
        assert!(String::from_utf8_lossy(&checked.stdout).contains("is sound"));
    }
}

#[test]
fn the_examples_name_the_certificates_that_the_authority_makes() {
    let folder = folder();
    for name in ["node.toml", "coordinator.toml", "insurer.toml", "office.toml"] {
        let text = fs::read_to_string(folder.path().join(name)).unwrap();
        let named = text.split('"').filter(|part| part.starts_with("certificates/"));
        let named: Vec<&str> = named.collect();
        assert!(named.len() >= 3, "{name}");
        for file in named {
            assert!(folder.path().join(file).is_file(), "{name}: {file}");
        }
    }
}

#[test]
fn the_node_of_the_readme_starts() {
    let readme = fs::read_to_string(here("../README.md")).unwrap();
    let (_, rest) = readme.split_once("cat > node.toml <<'END'\n").unwrap();
    let (config, rest) = rest.split_once("END\n").unwrap();
    let set = readme.lines().find_map(|line| line.strip_prefix("wijkfonds authority set ")).unwrap();
    let folder = TempDir::new().unwrap();
    assert!(run(&format!("authority set {set}"), folder.path()).status.success());
    let listening = ["127.0.0.1:7443", "127.0.0.1:7444", "127.0.0.1:7445"];
    let config =
        listening.iter().fold(config.to_owned(), |text, address| text.replace(address, "127.0.0.1:0"));
    fs::write(folder.path().join("node.toml"), config).unwrap();
    for command in rest.lines().filter_map(|line| line.strip_prefix("wijkfonds node ")).take(2) {
        // its input has ended before it starts, so it serves and stops
        let command = command.replace("run", "run --until-input-ends");
        let done = Command::new(WIJKFONDS)
            .arg("node")
            .args(command.split(' '))
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        assert!(said.ends_with("is sound\n") || said.ends_with("ready\n"), "{command}: {said}");
    }
}

#[test]
fn an_insurer_with_the_example_gets_as_far_as_a_coordinator_that_is_not_there() {
    let folder = folder();
    // nobody listens on port 1 of the loopback address
    let file = folder.path().join("insurer.toml");
    let text = fs::read_to_string(&file).unwrap().replace("127.0.0.1:7543", "127.0.0.1:1");
    fs::write(&file, text).unwrap();
    let pulled = run("insurer pull --uzovi 3311 --year 2018 --config insurer.toml", folder.path());
    let said = String::from_utf8_lossy(&pulled.stderr).into_owned();
    assert!(!pulled.status.success());
    assert!(said.contains("the coordinator: no answer"), "{said}");
    let other = run("insurer pull --uzovi 7119 --year 2018 --config insurer.toml", folder.path());
    let said = String::from_utf8_lossy(&other.stderr).into_owned();
    assert!(said.contains("not of insurer 7119"), "{said}");
}

#[test]
fn every_service_names_a_command_that_exists_and_keeps_the_token_out_of_the_log() {
    for (name, command) in [("wijkfonds-node@", "node"), ("wijkfonds-coordinator", "coordinator")] {
        let unit = fs::read_to_string(here("systemd").join(format!("{name}.service"))).unwrap();
        let line = |key: &str| unit.lines().find_map(|line| line.strip_prefix(key)).unwrap().to_owned();
        assert!(
            line("ExecStartPre=")
                .starts_with(&format!("/usr/bin/wijkfonds-{command} check-config --config /"))
        );
        let start = line("ExecStart=");
        assert!(start.contains(&format!("/usr/bin/wijkfonds-{command} --log json run --config")), "{start}");
        assert!(start.contains("> \"$RUNTIME_DIRECTORY/listening\""), "{start}");
        for hardening in
            ["NoNewPrivileges=yes", "ProtectSystem=strict", "RuntimeDirectoryMode=0700", "UMask=0077"]
        {
            assert!(unit.lines().any(|line| line == hardening), "{name}: {hardening}");
        }
    }
}

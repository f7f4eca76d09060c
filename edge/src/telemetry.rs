//! Logs, on standard error. They hold ids and reasons, never figures or names.

use std::io::{self, IsTerminal};
use std::str::FromStr;
use thiserror::Error;
use tracing::Subscriber;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::{EnvFilter, fmt};

/// The environment variable that says what is logged, `info` when it is not set: `warn`,
/// `info,wijkfonds_node=debug`, …
pub const FILTER_VARIABLE: &str = "WIJKFONDS_LOG";

/// How a line of the log looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// A JSON object on each line.
    Json,
}

/// A word that is no format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a log format is `text` or `json`")]
pub struct BadLogFormat;

impl FromStr for LogFormat {
    type Err = BadLogFormat;
    fn from_str(word: &str) -> Result<Self, BadLogFormat> {
        match word {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err(BadLogFormat),
        }
    }
}

/// Why logging does not start.
#[derive(Debug, Error)]
pub enum TelemetryError {
    /// The filter cannot be read.
    #[error("{FILTER_VARIABLE}: {0}")]
    BadFilter(#[source] tracing_subscriber::filter::ParseError),
    /// The filter is not text in UTF-8.
    #[error("{FILTER_VARIABLE} is not UTF-8")]
    FilterNotUtf8,
    /// Logging has been started before in this process.
    #[error("logging has been started already")]
    AlreadyStarted,
}

/// Starts logging; each `main` calls it once.
///
/// # Errors
/// See [`TelemetryError`].
pub fn init(format: LogFormat) -> Result<(), TelemetryError> {
    let filter = match std::env::var(FILTER_VARIABLE) {
        Ok(text) => text,
        Err(std::env::VarError::NotPresent) => "info".to_owned(),
        Err(std::env::VarError::NotUnicode(_)) => return Err(TelemetryError::FilterNotUtf8),
    };
    let colours = io::stderr().is_terminal();
    let subscriber = subscriber(format, &filter, colours, io::stderr)?;
    tracing::subscriber::set_global_default(subscriber).map_err(|_| TelemetryError::AlreadyStarted)
}

fn subscriber<W>(
    format: LogFormat,
    filter: &str,
    colours: bool,
    writer: W,
) -> Result<Box<dyn Subscriber + Send + Sync>, TelemetryError>
where
    W: for<'writer> MakeWriter<'writer> + Send + Sync + 'static,
{
    let filter = EnvFilter::builder().parse(filter).map_err(TelemetryError::BadFilter)?;
    let builder = fmt().with_env_filter(filter).with_ansi(colours).with_writer(writer);
    Ok(match format {
        LogFormat::Text => Box::new(builder.finish()),
        LogFormat::Json => Box::new(builder.json().flatten_event(true).finish()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    #[derive(Clone, Default)]
    struct Memory(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Memory {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn logged(format: LogFormat, filter: &str) -> String {
        let memory = Memory::default();
        let writer = memory.clone();
        let subscriber = subscriber(format, filter, false, move || writer.clone()).unwrap();
        tracing::subscriber::with_default(subscriber, || {
            tracing::info!(reason = "RATE_NOT_NEWER", "refused");
            tracing::debug!("detail");
        });
        let bytes = memory.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn the_filter_says_what_is_logged_and_the_format_how() {
        let text = logged(LogFormat::Text, "info");
        assert!(text.ends_with("refused reason=\"RATE_NOT_NEWER\"\n"), "{text}");
        assert!(!text.contains("detail"));
        assert!(logged(LogFormat::Text, "debug").contains("detail"));
        assert_eq!(logged(LogFormat::Text, "off"), "");

        let json = logged(LogFormat::Json, "info");
        assert!(json.starts_with('{') && json.ends_with("}\n"), "{json}");
        assert!(
            json.contains(r#""message":"refused""#) && json.contains(r#""reason":"RATE_NOT_NEWER""#),
            "{json}"
        );
    }

    #[test]
    fn a_filter_that_cannot_be_read_is_named() {
        let Err(error) = subscriber(LogFormat::Text, "info,=[", false, io::stderr) else {
            panic!("a broken filter was taken");
        };
        assert!(error.to_string().starts_with("WIJKFONDS_LOG: "), "{error}");
    }

    #[test]
    fn a_format_is_one_of_two_words() {
        let table = [
            ("text", Ok(LogFormat::Text)),
            ("json", Ok(LogFormat::Json)),
            ("JSON", Err(BadLogFormat)),
            ("", Err(BadLogFormat)),
        ];
        for (word, expected) in table {
            assert_eq!(word.parse::<LogFormat>(), expected, "{word}");
        }
    }
}

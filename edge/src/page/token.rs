//! The secret that opens the pages.

use rand::TryRngCore;
use rand::rand_core::OsError;
use rand::rngs::OsRng;
use std::fmt;
use subtle::ConstantTimeEq;

/// 160 bits of the operating system's randomness as 40 hexadecimal digits. Whoever has it reads the pages, so
/// it belongs on the screen of who started the process, and in no log.
pub struct AccessToken(String);

impl AccessToken {
    /// Makes a token.
    ///
    /// # Errors
    /// The operating system has no randomness to give.
    pub fn random() -> Result<Self, OsError> {
        let mut bytes = [0_u8; 20];
        OsRng.try_fill_bytes(&mut bytes)?;
        Ok(Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    /// Whether a text is the token, in a time that says nothing of how much of it is right.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        self.0.as_bytes().ct_eq(text.as_bytes()).into()
    }

    /// The text of the token, for the address that is shown and the cookie that keeps it.
    #[must_use]
    pub fn dangerous_text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_itself_alone_and_shows_nothing() {
        let (token, other) = (AccessToken::random().unwrap(), AccessToken::random().unwrap());
        let text = token.dangerous_text();
        let table = [
            (text, true),
            (other.dangerous_text(), false),
            (&text[1..], false),
            (&text.to_uppercase().replace(|c: char| c.is_ascii_digit(), "A"), false),
            ("", false),
        ];
        for (text, expected) in table {
            assert_eq!(token.is(text), expected, "{text}");
        }
        assert_eq!(text.len(), 40);
        assert!(text.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_eq!(format!("{token:?}"), "AccessToken(…)");
    }
}

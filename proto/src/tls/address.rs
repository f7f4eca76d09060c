//! Where to dial: a host and a port, checked once.

use http::uri::Authority;
use std::fmt;
use std::net::SocketAddr;
use std::str::FromStr;
use thiserror::Error;

/// A host name or IP address with a port, such as `noord.example.nl:7443` or `[::1]:7443`.
/// It says where to dial and never who will answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    authority: Authority,
    port: u16,
}

impl Address {
    /// The host without brackets, as a resolver takes it.
    #[must_use]
    pub fn host(&self) -> &str {
        self.authority.host().trim_start_matches('[').trim_end_matches(']')
    }

    /// The TCP port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    pub(super) fn authority(&self) -> &Authority {
        &self.authority
    }
}

impl FromStr for Address {
    type Err = BadAddress;

    fn from_str(text: &str) -> Result<Self, BadAddress> {
        if text.contains('@') {
            return Err(BadAddress);
        }
        let authority: Authority = text.parse().map_err(|_| BadAddress)?;
        let port = authority.port_u16().ok_or(BadAddress)?;
        let address = Self { authority, port };
        if address.host().is_empty() { Err(BadAddress) } else { Ok(address) }
    }
}

impl From<SocketAddr> for Address {
    fn from(address: SocketAddr) -> Self {
        // A scope id (`%eth0`) has no place in a URI; what is left always has the form that is read.
        let plain = SocketAddr::new(address.ip(), address.port());
        plain.to_string().parse().expect("an IP address with a port is a host with a port")
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.authority.fmt(f)
    }
}

/// A text that is no host with a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an address is a host and a port, such as noord.example.nl:7443 or [::1]:7443")]
pub struct BadAddress;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_host_with_a_port() {
        let cases = [
            ("noord.example.nl:7443", Ok(("noord.example.nl", 7443))),
            ("127.0.0.1:1", Ok(("127.0.0.1", 1))),
            ("[::1]:7443", Ok(("::1", 7443))),
            ("noord.example.nl", Err(BadAddress)),
            ("noord.example.nl:", Err(BadAddress)),
            ("noord.example.nl:70000", Err(BadAddress)),
            (":7443", Err(BadAddress)),
            ("me@noord.example.nl:7443", Err(BadAddress)),
            ("https://noord.example.nl:7443", Err(BadAddress)),
            ("", Err(BadAddress)),
        ];
        for (text, expected) in cases {
            let read = text.parse::<Address>();
            assert_eq!(
                read.as_ref().map(|address| (address.host(), address.port())),
                expected.as_ref().copied(),
                "{text}"
            );
        }
    }

    #[test]
    fn a_socket_address_is_an_address() {
        for text in ["127.0.0.1:80", "[::1]:80"] {
            let socket: SocketAddr = text.parse().unwrap();
            assert_eq!(Address::from(socket).to_string(), text);
        }
    }
}

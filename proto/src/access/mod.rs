//! Who may call what: the tables, and the layer that holds every request against one.

mod layer;
mod table;

pub use layer::{AccessLayer, AccessService, Principal};
pub use table::{
    BUREAU_BORDER, BUREAU_OFFICE, COMMON_AT_BUREAU_BORDER, COMMON_AT_REGION_BORDER, COMMON_IN_OFFICE,
    REGION_BORDER, REGION_OFFICE, Role, Rule,
};

use crate::identity::Identity;

/// The role that an identity has at a border.
#[must_use]
pub fn border_role(identity: &Identity) -> Option<Role> {
    match identity {
        Identity::Bureau => Some(Role::Bureau),
        Identity::Region(_) => Some(Role::Region),
        Identity::Insurer(_) => Some(Role::Insurer),
        Identity::Staff { .. } | Identity::Server { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use prost::Message;
    use std::collections::BTreeSet;

    /// The paths of all RPCs in a descriptor set, of some services.
    fn paths(set: &[u8], services: &[&str]) -> BTreeSet<String> {
        let set = prost_types::FileDescriptorSet::decode(set).unwrap();
        let mut paths = BTreeSet::new();
        for file in &set.file {
            for service in file.service.iter().filter(|service| services.contains(&service.name())) {
                for method in &service.method {
                    paths.insert(format!("/{}.{}/{}", file.package(), service.name(), method.name()));
                }
            }
        }
        paths
    }

    #[test]
    fn every_rpc_of_a_listener_is_in_its_table_and_no_other() {
        use crate::office::{BORDER_DESCRIPTORS, BUREAU_DESCRIPTORS, REGION_DESCRIPTORS};
        let cases = [
            (REGION_BORDER, BORDER_DESCRIPTORS, &["RegionService", "SettlementService"][..]),
            (BUREAU_BORDER, BORDER_DESCRIPTORS, &["DirectoryService"]),
            (
                REGION_OFFICE,
                REGION_DESCRIPTORS,
                &[
                    "FundService",
                    "IntakeService",
                    "ProjectService",
                    "YearService",
                    "CommitteeService",
                    "BooksService",
                    "HistoryService",
                    "LedgerService",
                    "PaymentService",
                    "InvoiceService",
                    "EvidenceService",
                    "CountService",
                    "PeopleService",
                    "AttachmentService",
                    "DisclosureService",
                ],
            ),
            (BUREAU_OFFICE, BUREAU_DESCRIPTORS, &["BureauService", "IndexService"]),
        ];
        for (table, descriptors, services) in cases {
            let ruled: BTreeSet<String> = table.iter().map(|rule| rule.path.to_owned()).collect();
            assert_eq!(ruled.len(), table.len(), "a path stands in the table twice");
            assert_eq!(ruled, paths(descriptors, services));
            assert!(table.iter().all(|rule| !rule.roles.is_empty()));
        }
    }
}

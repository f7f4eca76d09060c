//! Every RPC with the roles that may call it. What is not in a listener's table is refused.

/// In what capacity somebody calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The national bureau, at a border.
    Bureau,
    /// A region, at the bureau's border.
    Region,
    /// A health insurer, at a border.
    Insurer,
    /// An office's board.
    Board,
    /// Clerks: what comes in.
    Clerk,
    /// The committee's secretary: what was decided.
    Committee,
    /// The treasurer: what is paid.
    Treasurer,
    /// Who may see and change nothing.
    Auditor,
}

impl Role {
    /// The roles of an office's own staff.
    pub const STAFF: [Self; 5] = [Self::Board, Self::Clerk, Self::Committee, Self::Treasurer, Self::Auditor];

    /// The name by which configuration and the journal know it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Bureau => "bureau",
            Self::Region => "region",
            Self::Insurer => "insurer",
            Self::Board => "board",
            Self::Clerk => "clerk",
            Self::Committee => "committee",
            Self::Treasurer => "treasurer",
            Self::Auditor => "auditor",
        }
    }

    /// The staff role of that name.
    #[must_use]
    pub fn staff_from_code(code: &str) -> Option<Self> {
        Self::STAFF.into_iter().find(|role| role.code() == code)
    }
}

/// Who may call an RPC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// `/package.Service/Method`.
    pub path: &'static str,
    /// The roles that may.
    pub roles: &'static [Role],
}

const fn rule(path: &'static str, roles: &'static [Role]) -> Rule {
    Rule { path, roles }
}

const STAFF: &[Role] = &Role::STAFF;
const BOARD: &[Role] = &[Role::Board];
const CLERK: &[Role] = &[Role::Clerk];
const COMMITTEE: &[Role] = &[Role::Committee];
const TREASURER: &[Role] = &[Role::Treasurer];
const APPROVERS: &[Role] = &[Role::Board, Role::Treasurer];
const PAYEE_READERS: &[Role] = &[Role::Board, Role::Clerk, Role::Treasurer];
const BUREAU: &[Role] = &[Role::Bureau];
const INSURER: &[Role] = &[Role::Insurer];

macro_rules! common {
    ($roles:expr) => {
        [
            rule("/grpc.health.v1.Health/Check", $roles),
            rule("/grpc.health.v1.Health/Watch", $roles),
            rule("/grpc.health.v1.Health/List", $roles),
            rule("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", $roles),
        ]
    };
}

/// What any admitted caller of a region's border may: ask for health and for the list of services.
pub const COMMON_AT_REGION_BORDER: &[Rule] = &common!(&[Role::Bureau, Role::Insurer]);

/// A region's border listener.
pub const REGION_BORDER: &[Rule] = &[
    rule("/wijkfonds.federation.v1.RegionService/AcceptRate", BUREAU),
    rule("/wijkfonds.federation.v1.RegionService/AcceptAreaList", BUREAU),
    rule("/wijkfonds.federation.v1.RegionService/GetFigures", BUREAU),
    rule("/wijkfonds.settlement.v1.SettlementService/ListStatements", INSURER),
];

/// What any staff of an office may.
pub const COMMON_IN_OFFICE: &[Rule] = &common!(STAFF);

/// A region's in-region listener.
pub const REGION_OFFICE: &[Rule] = &[
    rule("/wijkfonds.region.v1.FundService/GetStatus", STAFF),
    rule("/wijkfonds.region.v1.FundService/ListRuleValues", STAFF),
    rule("/wijkfonds.region.v1.FundService/AdoptRules", BOARD),
    rule("/wijkfonds.region.v1.FundService/ListInsurer", BOARD),
    rule("/wijkfonds.region.v1.FundService/ImportInsured", CLERK),
    rule("/wijkfonds.region.v1.FundService/ImportOverviews", CLERK),
    rule("/wijkfonds.region.v1.FundService/RecordZnPayment", TREASURER),
    rule("/wijkfonds.region.v1.FundService/ListPots", STAFF),
    rule("/wijkfonds.region.v1.ProjectService/SubmitApplication", CLERK),
    rule("/wijkfonds.region.v1.ProjectService/GetApplication", STAFF),
    rule("/wijkfonds.region.v1.ProjectService/ListApplications", STAFF),
    rule("/wijkfonds.region.v1.ProjectService/WithdrawApplication", CLERK),
    rule("/wijkfonds.region.v1.ProjectService/DecideApplication", COMMITTEE),
    rule("/wijkfonds.region.v1.ProjectService/PayInstalment", TREASURER),
    rule("/wijkfonds.region.v1.ProjectService/HandInEvaluation", CLERK),
    rule("/wijkfonds.region.v1.ProjectService/JudgeEvaluation", COMMITTEE),
    // the intake of applications
    rule("/wijkfonds.region.v1.IntakeService/SaveDraft", CLERK),
    rule("/wijkfonds.region.v1.IntakeService/SubmitDraft", CLERK),
    rule("/wijkfonds.region.v1.IntakeService/GetDraft", STAFF),
    rule("/wijkfonds.region.v1.IntakeService/ListDrafts", STAFF),
    rule("/wijkfonds.region.v1.IntakeService/WithdrawDraft", CLERK),
    rule("/wijkfonds.region.v1.IntakeService/AdmitPractice", BOARD),
    rule("/wijkfonds.region.v1.IntakeService/CountGps", CLERK),
    rule("/wijkfonds.region.v1.IntakeService/SendReceipt", CLERK),
    rule("/wijkfonds.region.v1.IntakeService/ListDue", STAFF),
    rule("/wijkfonds.region.v1.IntakeService/PreviewAllocation", STAFF),
    rule("/wijkfonds.region.v1.IntakeService/RecordAgreement", CLERK),
    rule("/wijkfonds.region.v1.IntakeService/SignAgreement", CLERK),
    rule("/wijkfonds.region.v1.IntakeService/GetGrounds", STAFF),
    rule("/wijkfonds.region.v1.YearService/GetYearSummary", STAFF),
    rule("/wijkfonds.region.v1.YearService/CloseYear", BOARD),
    rule("/wijkfonds.region.v1.YearService/PreviewRelease", BOARD),
    rule("/wijkfonds.region.v1.YearService/ReleaseFigures", BOARD),
    rule("/wijkfonds.region.v1.YearService/ListEgress", STAFF),
    rule("/wijkfonds.region.v1.DisclosureService/ExplainRelease", BOARD),
    rule("/wijkfonds.region.v1.DisclosureService/HoldBackTable", BOARD),
    // the committee
    rule("/wijkfonds.region.v1.CommitteeService/AppointMember", BOARD),
    rule("/wijkfonds.region.v1.CommitteeService/EndMembership", BOARD),
    rule("/wijkfonds.region.v1.CommitteeService/ListMembers", STAFF),
    rule("/wijkfonds.region.v1.CommitteeService/HoldMeeting", COMMITTEE),
    rule("/wijkfonds.region.v1.CommitteeService/Vote", COMMITTEE),
    rule("/wijkfonds.region.v1.CommitteeService/ListMeetings", STAFF),
    rule("/wijkfonds.region.v1.CommitteeService/GetMinutes", STAFF),
    rule("/wijkfonds.region.v1.CommitteeService/RuleOnAdvice", BOARD),
    rule("/wijkfonds.region.v1.CommitteeService/MeetCondition", CLERK),
    rule("/wijkfonds.region.v1.CommitteeService/ListConditions", STAFF),
    rule("/wijkfonds.region.v1.CommitteeService/ListOpenConditions", STAFF),
    // the counts
    rule("/wijkfonds.region.v1.CountService/ListCounts", STAFF),
    rule("/wijkfonds.region.v1.CountService/ListEnrolledCorrections", STAFF),
    rule("/wijkfonds.region.v1.CountService/ListPractices", STAFF),
    rule("/wijkfonds.region.v1.BooksService/TakeOpening", TREASURER),
    rule("/wijkfonds.region.v1.BooksService/ReleaseReserve", BOARD),
    rule("/wijkfonds.region.v1.BooksService/DeclareProduct", CLERK),
    rule("/wijkfonds.region.v1.BooksService/PayDeclaration", TREASURER),
    rule("/wijkfonds.region.v1.BooksService/ListDeclarations", STAFF),
    rule("/wijkfonds.region.v1.BooksService/PayAdministration", TREASURER),
    rule("/wijkfonds.region.v1.BooksService/PreviewClosing", STAFF),
    rule("/wijkfonds.region.v1.BooksService/GetShortfall", STAFF),
    rule("/wijkfonds.region.v1.BooksService/GetYearReport", STAFF),
    rule("/wijkfonds.region.v1.BooksService/AdoptYearReport", BOARD),
    rule("/wijkfonds.region.v1.BooksService/ExportLedger", STAFF),
    // persons
    rule("/wijkfonds.region.v1.PeopleService/RegisterPerson", CLERK),
    rule("/wijkfonds.region.v1.PeopleService/ChangePerson", CLERK),
    rule("/wijkfonds.region.v1.PeopleService/ErasePerson", BOARD),
    rule("/wijkfonds.region.v1.PeopleService/ListDueForErasure", BOARD),
    // documents
    rule("/wijkfonds.region.v1.AttachmentService/PutAttachment", CLERK),
    rule("/wijkfonds.region.v1.AttachmentService/GetAttachment", STAFF),
    rule("/wijkfonds.region.v1.AttachmentService/ListAttachments", STAFF),
    // the books
    rule("/wijkfonds.region.v1.HistoryService/GetTimeline", STAFF),
    rule("/wijkfonds.region.v1.HistoryService/ExplainAmount", STAFF),
    rule("/wijkfonds.region.v1.LedgerService/ListBookings", STAFF),
    // invoices
    rule("/wijkfonds.region.v1.InvoiceService/HandInInvoice", CLERK),
    rule("/wijkfonds.region.v1.InvoiceService/ApproveInvoice", TREASURER),
    rule("/wijkfonds.region.v1.InvoiceService/RefuseInvoice", TREASURER),
    rule("/wijkfonds.region.v1.InvoiceService/EndInvoices", COMMITTEE),
    rule("/wijkfonds.region.v1.InvoiceService/ListInvoices", STAFF),
    // evaluations, claims and results
    rule("/wijkfonds.region.v1.EvidenceService/ListEvaluations", STAFF),
    rule("/wijkfonds.region.v1.EvidenceService/ListOverdueEvaluations", STAFF),
    rule("/wijkfonds.region.v1.EvidenceService/OrderReclaim", COMMITTEE),
    rule("/wijkfonds.region.v1.EvidenceService/RecordRepayment", TREASURER),
    rule("/wijkfonds.region.v1.EvidenceService/WriteOffReclaim", BOARD),
    rule("/wijkfonds.region.v1.EvidenceService/GetReclaim", STAFF),
    rule("/wijkfonds.region.v1.EvidenceService/RecordOutcome", CLERK),
    rule("/wijkfonds.region.v1.EvidenceService/CorrectOutcome", CLERK),
    rule("/wijkfonds.region.v1.EvidenceService/ListOutcomes", STAFF),
    // payment
    rule("/wijkfonds.region.v1.PaymentService/RegisterPayee", CLERK),
    rule("/wijkfonds.region.v1.PaymentService/GetPayee", PAYEE_READERS),
    rule("/wijkfonds.region.v1.PaymentService/ConfirmPayee", TREASURER),
    rule("/wijkfonds.region.v1.PaymentService/ProposeOrder", TREASURER),
    rule("/wijkfonds.region.v1.PaymentService/ApproveOrder", APPROVERS),
    rule("/wijkfonds.region.v1.PaymentService/CancelOrder", TREASURER),
    rule("/wijkfonds.region.v1.PaymentService/ReleaseOrder", TREASURER),
    rule("/wijkfonds.region.v1.PaymentService/GetOrder", STAFF),
    rule("/wijkfonds.region.v1.PaymentService/ListOrders", STAFF),
    rule("/wijkfonds.region.v1.PaymentService/ListDuePayments", STAFF),
    rule("/wijkfonds.region.v1.PaymentService/ExportOrder", TREASURER),
    rule("/wijkfonds.region.v1.PaymentService/ReadStatement", TREASURER),
    rule("/wijkfonds.region.v1.PaymentService/ReturnPayment", TREASURER),
    rule("/wijkfonds.region.v1.PaymentService/ListUnmatchedCredits", STAFF),
    rule("/wijkfonds.region.v1.PaymentService/ExplainCredit", TREASURER),
    rule("/wijkfonds.region.v1.PaymentService/UndoPayment", TREASURER),
    rule("/wijkfonds.region.v1.PaymentService/ListRecordedPayments", STAFF),
];

/// What any admitted caller of the bureau's border may.
pub const COMMON_AT_BUREAU_BORDER: &[Rule] = &common!(&[Role::Region, Role::Insurer]);

/// The bureau's border listener.
pub const BUREAU_BORDER: &[Rule] = &[
    rule("/wijkfonds.federation.v1.DirectoryService/ListRegions", &[Role::Insurer, Role::Region]),
    rule("/wijkfonds.federation.v1.DirectoryService/ListRates", &[Role::Insurer, Role::Region]),
];

/// The bureau's office listener.
pub const BUREAU_OFFICE: &[Rule] = &[
    rule("/wijkfonds.bureau.v1.BureauService/RegisterRegion", BOARD),
    rule("/wijkfonds.bureau.v1.BureauService/PublishRate", BOARD),
    rule("/wijkfonds.bureau.v1.BureauService/PublishAreaList", BOARD),
    rule("/wijkfonds.bureau.v1.BureauService/PreviewAreaList", STAFF),
    rule("/wijkfonds.bureau.v1.BureauService/GetPublicationStatus", STAFF),
    rule("/wijkfonds.bureau.v1.BureauService/CollectFigures", CLERK),
    rule("/wijkfonds.bureau.v1.BureauService/GetNationalFigures", STAFF),
    rule("/wijkfonds.bureau.v1.BureauService/GetNationalTable", STAFF),
    rule("/wijkfonds.bureau.v1.BureauService/GetRegionTable", STAFF),
    rule("/wijkfonds.bureau.v1.IndexService/ExplainIndex", STAFF),
];

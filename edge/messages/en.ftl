# What people read in English. nl.ftl has the same keys with the same variables; a test keeps it so.
# Numbers, amounts and days come in as text, already written the way of the language.

## Every page

product-name = Wijkfonds
skip-to-content = Skip to the content
navigation-label = Sections
language-label = Language
notices-label = Please note
footer = These pages are read-only, and only on this computer.
page-not-found-title = This page does not exist
page-not-found-text = There is nothing at this address. Go back to the start.
page-fault-title = This went wrong
page-fault-text = The page could not be made. The cause is in this program's log.
page-back-to-start = To the start
accessibility-title = Accessibility
accessibility-text = The pages work without script, with a keyboard alone, at 200 % zoom and on a screen 320 points wide. Beside every chart stands a table with the same numbers.
table-scroll-hint = { $caption }; this table can be scrolled sideways
chart-table-hint = The same numbers are in the table that goes with this chart.
chart-withheld = withheld
chart-missing = missing

## Titles

title-overview = Overview
title-region = Region { $region }
title-regions = Regions
title-national-totals = National totals
title-pots = Pots
title-applications = Applications
title-application = Application { $application }
title-instalments = Instalments
title-decisions = Decisions
title-evaluations = Evaluations
title-counts = Counts
title-areas = Designated areas
title-rates = Rates
title-rules = The fund's rules
title-figures = Released figures
title-settlement = Settlement with insurers
title-egress = What has left the region
title-index = Deprivation index
title-insurers = Health insurers

## Column heads and single words

column-account = Account
column-amount = Amount
column-answer = Answer
column-applicant = Applicant
column-application = Application
column-applications = Applications
column-area = Area
column-areas = Areas
column-asked = Asked
column-attributed = Attributed
column-bank = Bank
column-cells-withheld = Cells withheld
column-committed = Committed
column-content = Content
column-criteria = Criteria
column-date = Date
column-day = Day
column-due = Due
column-enrolled = Patients enrolled
column-evaluation = Evaluation
column-figure = Figure
column-free = Free
column-granted = Granted
column-held = Held
column-index = Index
column-instalment = Instalment
column-insured = Insured
column-insurer = Insurer
column-kind = Kind of project
column-lapsed = Lapsed
column-last-answer = Last answer
column-measure = Measure
column-name = Name
column-number = Number
column-paid = Paid
column-planned = Planned
column-policy = Policy
column-population = Inhabitants
column-pot = Pot
column-practice = Practice
column-quarter = Quarter
column-rank = Rank
column-rate = Rate per insured person
column-reason = Reason
column-received-on = Received on
column-receiver = Receiver
column-reclaimed = Claimed back
column-reference-date = Reference date
column-region = Region
column-reserve = Reserve
column-scope = Scope
column-shortfall = Shortfall
column-source = Source
column-stage = Stage
column-theme = Theme
column-time = Time (UTC)
column-title = Title
column-total = Total
column-unit = Unit
column-uzovi = UZOVI
column-value = Value
column-version = Version
column-withheld = Withheld
column-year = Year

yes = yes
no = no
nothing-here = There is nothing yet.
pot-region = regional pot
state-withheld = withheld
state-missing = missing
state-not-released = not released
state-closed = closed
state-open = open

## Explanations

explain-free = Free: what a pot can still grant.
explain-committed = Committed: granted, and not paid yet.
explain-paid = Paid: transferred to the practices.
explain-held = Held: the last instalment of a grant is paid only when the evaluation has been approved.
explain-withheld = Withheld: the region knows the figure, but it does not leave the region, because something about a single practice or a few people could be worked out from it. Withheld is not zero.
explain-missing = Missing: the region has given no figure for this year. Missing is not zero.
explain-persons-in-fives = Numbers of persons are rounded to fives.
explain-reserve = Reserve: what the fund itself keeps in hand.
explain-shortfall = Shortfall: what was granted beyond what there turned out to be. While there is a shortfall, nothing is granted.
explain-totals = A national total adds up only what regions have released.
explain-total-withheld = There is no national total: a region that withholds its figure could be worked out from it.
explain-egress = Every table and every statement that has left the region, with its receiver and the time. The line was written before the first byte left.
egress-table = { $measure } { $year }: total { $total }, { $withheld } cells withheld
egress-statement = statement { $year }, quarter { $quarter }: { $insured } insured, { $due } due
egress-empty = Nothing has left the region yet.
regions-answered = { $answered } of { $total } regions
rows-shown = { $shown } of { $total } rows

## Remarks on what is shown

label-synthetic = Made-up data: practices, applications and numbers were made for this example and are about nobody.
label-anachronism = Sixteen funds in 2018 is an anachronism: in reality there were more then; some have merged since. The example sets today's funds beside the rate of 2018.
label-index-demo-weights = This index is an example with equal weights for each indicator. The weights of the real deprivation index were not found in the sources used.
label-settlement-assumption = Assumption: ZN pays a region one sum. How it is divided over the insurers was found in no public source; here it follows each one's share of what is due.
label-sixteen-regions = Not for every one of the sixteen funds was it found where its area begins and ends; where that was missing, the area is made up.

## Receivers

receiver-bureau = national bureau
receiver-insurer = insurer { $uzovi }

## Kinds of projects

kind-interpreter-line = Interpreter by telephone
kind-hour-consult = Consult of an hour
kind-multidisciplinary = Multidisciplinary consultation
kind-training = Training
kind-locum = Locum
kind-extra-staff = Extra staff
kind-literacy-scan = Literacy scan
kind-accessibility = Access to the practice
kind-digitisation = Digitisation
kind-coaching = Coaching of patients
kind-translations = Translations
kind-stronger-primary-care = Stronger primary care

## Themes

theme-communication = Being understood
theme-capacity = Hands and hours
theme-cooperation = Working together
theme-practice = The practice itself

## Criteria

criterion-workload = Less workload
criterion-on-call = Less burden on call
criterion-access = Access and availability
criterion-gatekeeper = The gatekeeper
criterion-appropriate-use = Appropriate use of care
criterion-group-policy = Medical policy for groups
criterion-cooperation = Cooperation with other disciplines

## Stages of an application

stage-submitted = Submitted
stage-excluded = Excluded
stage-refused = Refused
stage-deferred = Deferred
stage-withdrawn = Withdrawn
stage-granted = Granted
stage-evaluation-in = Evaluation received
stage-completed = Completed
stage-evaluation-rejected = Evaluation rejected

## Scope, and whose hours

scope-practice-bound = Practice-bound
scope-practice-transcending = For several practices
role-gp = GP
role-practice-nurse = practice nurse
role-staff = assistant or other member of staff

## Measures and units

measure-projects-submitted = Applications submitted
measure-projects-granted = Projects granted
measure-euros-requested = Euros requested
measure-euros-granted = Euros granted
measure-euros-paid = Euros paid
measure-patients-enrolled = Patients enrolled from designated areas
unit-projects = projects
unit-euros = euros
unit-persons = persons

## Why something does not happen

refusal-rules-problems = The rules are not right: { $problems }.
refusal-rules-other-region = These are the rules of another region.
refusal-rules-pots-in-use = The pots of { $year } are filled, so the division into pots stays as it is.
refusal-rate-out-of-range = A rate lies between €0.01 and €1,000.00 per insured person.
refusal-rate-no-source = The rate has no source.
refusal-rate-not-newer = Version { $offered } of the rate is not newer than version { $in_use }, which is in use.
refusal-rate-correction-without-reason = This year has a rate. Another is taken only as a correction, with a reason.
refusal-area-list-empty-or-double = The area list is empty or names an area twice.
refusal-area-list-not-newer = Version { $offered } of the area list is not newer than version { $in_use }, which is in use.
refusal-area-list-correction-without-reason = This year has an area list. Another is taken only as a correction, with a reason.
refusal-area-list-area-removed = An area on the list in use is missing from the new list.
refusal-import-no-area-list = There is no area list for { $year } yet.
refusal-import-rows = The file was not taken in: its rows have { $count } problems.
refusal-import-no-rows = The file has no rows.
refusal-import-no-source = The count has no source.
refusal-import-correction-without-reason = This quarter has been counted. Another count is taken only as a correction, with a reason.
refusal-submission-year-closed = The year is closed; no more applications are taken.
refusal-submission-no-rules = The fund has no rules for { $year }.
refusal-submission-no-area-list = There is no area list for { $year } yet.
refusal-submission-unknown-practice = The practice, or a partner, is on no overview of this year.
refusal-submission-partners-in-practice-bound = A practice-bound project has no partners.
refusal-submission-bad-title = A title has 1 to 200 characters.
refusal-submission-description-too-long = A description has at most 8,000 characters.
refusal-submission-bad-areas = An application names 1 to 50 areas.
refusal-submission-bad-budget = A budget has 1 to 100 lines, each with a cost above nothing.
refusal-submission-bad-request = Name each pot once, with an amount above nothing.
refusal-submission-bad-other-funding = Money from others cannot be below nothing.
refusal-submission-unknown-pot = This year has no pot { $pot }.
refusal-withdrawal-unknown-application = There is no application { $application }.
refusal-withdrawal-not-open = Application { $application } is no longer open and cannot be withdrawn.
refusal-decision-unknown-application = There is no application { $application }.
refusal-decision-not-open = Application { $application } can no longer be decided on.
refusal-decision-before-receipt = A decision cannot be dated before the application was received.
refusal-decision-no-quorum = Too few members of the committee are present for a valid decision.
refusal-decision-too-many-votes = There are more votes than members present.
refusal-decision-no-majority = There is no majority for this decision.
refusal-decision-no-reason = The decision gives no reason.
refusal-decision-shortfall = The fund has a shortfall of { $euros }. Nothing is granted until it is covered.
refusal-decision-bad-draws = A grant names each pot once and draws more than nothing from each.
refusal-decision-above-request = { $granted } is more than the { $asked } that was asked.
refusal-decision-pot-exhausted = Pot { $pot } has { $free } free, less than the { $asked } that would come out of it.
refusal-payment-unknown-application = There is no application { $application }.
refusal-payment-unknown-instalment = Application { $application } does not have this instalment.
refusal-payment-already-paid = This instalment was paid already, on { $day }.
refusal-payment-held = This instalment is held until the evaluation has been approved.
refusal-payment-on-invoices = This instalment waits for invoices.
refusal-payment-lapsed = This instalment lapsed on { $day }.
refusal-payment-not-yet-due = This instalment is paid from { $day } on.
refusal-payment-no-reference = The payment has no reference.
refusal-payment-bank-too-low = The bank account holds { $euros }, too little for this payment.
refusal-evaluation-unknown-application = There is no application { $application }.
refusal-evaluation-not-awaited = No evaluation of application { $application } is expected.
refusal-evaluation-none-waiting = No evaluation of application { $application } waits for a verdict.
refusal-evaluation-no-account = The evaluation does not tell what happened.
refusal-evaluation-negative-cost = The actual cost cannot be below nothing.
refusal-evaluation-bad-cost-line = Line { $line } of the cost needs a text, an amount not below nothing and a document; a form has at most 100 lines.
refusal-evaluation-cost-lines-do-not-add-up = The lines of the cost make { $asked }, and the actual cost is { $euros }.
refusal-evaluation-text-too-long = A text of the evaluation has at most 8,000 characters.
refusal-evaluation-no-copies = The rules ask a copy of what shows the cost: the evaluation names no documents.
refusal-evaluation-bad-questions = An evaluation is sent back with 1 to 50 questions, each of 1 to 2,000 characters.
refusal-evaluation-before-receipt = A verdict cannot be dated before the evaluation was received.
refusal-evaluation-reclaim-out-of-range = No more can be claimed back than the { $euros } that was paid, and no less than nothing.
refusal-closing-already-closed = The year is closed already.
refusal-closing-not-over = The year is not over on { $day }.
refusal-closing-not-counted = Not all four quarters have been counted yet.
refusal-closing-undecided = Applications that still wait for a decision: { $count } ({ $applications }).
refusal-person-unknown = There is no person { $person }.
refusal-person-already-there = There is a person { $person } already.
refusal-person-already-erased = { $person } has been erased.
refusal-person-no-fields = A person has a name, and a change changes something.
refusal-person-sealed-for-another = A field is sealed with the key of another person than { $person }.
refusal-person-unknown-application = There is no application { $application }.
refusal-person-bad-size = A document has 1 to { $most } bytes; this one has { $count }.
refusal-person-no-open-draft = There is no open draft { $draft }.
refusal-person-of-nothing = A document belongs to an application or to a draft.
refusal-person-no-such-line = There is no line { $line } that the document can be for.
refusal-person-too-many-documents = At most { $most } documents belong to an application.
refusal-person-no-document = The file is no document of a kind that the fund takes: PDF, PNG, JPEG, XLSX, DOCX, CSV or text in UTF-8.
refusal-person-other-kind = The file is said to be { $said }, and it is { $found }.
refusal-person-no-retention-period = The rules of { $year } do not say for how long persons are kept.
refusal-person-still-retained = This person is kept until the end of { $year }.
refusal-person-no-person = A file is no person: it comes of itself, and nobody is taken in as one.
refusal-person-still-sits = This person is member { $member } of the committee.
refusal-person-open-applications = Applications of this person that are still open: { $count } ({ $applications }).
refusal-statement-not-listed = This insurer is not on the region's list.
refusal-statement-no-rate = There is no rate for this year yet.
refusal-statement-not-counted = No quarter of this year has been counted yet.
refusal-figures-already-released = The figures of { $year } have been released already.
refusal-figures-year-not-closed = { $year } is not closed yet.
refusal-figures-not-released = No figures have been released for { $year }.
refusal-zn-payment-nothing = A payment is more than nothing.
refusal-amount-does-not-fit = An amount is too large to calculate with.

## Why nothing happens in the books

refusal-books-no-rules = The fund has no rules for { $year }.
refusal-books-year-closed = { $year } is closed.
refusal-books-no-reason = It does not say why, or what for.
refusal-books-no-reference = The payment has no reference.
refusal-books-no-source = The opening balances have no source.
refusal-books-no-amount = An amount or number is more than nothing.
refusal-books-unknown-pot = This year has no pot { $pot }.
refusal-books-reserve-too-low = The reserve is { $free }, less than { $asked }.
refusal-books-pot-too-low = Pot { $pot } has { $free } free, less than { $asked }.
refusal-books-bank-too-low = The bank account holds { $free }, less than { $asked }.
refusal-books-shortfall = The fund has a shortfall of { $euros }. Nothing new is awarded until it is covered.
refusal-books-begun = { $year } has bookings or applications already; opening balances come into an empty year only.
refusal-books-opening-negative = The opening balances have { $euros }; amounts are not negative.
refusal-books-opening-pot-twice = A pot stands in the opening balances twice.
refusal-books-project-not-before = Running project { $count } is not of a year before { $year }.
refusal-books-project-amounts = Of running project { $count }, paid and still to be paid do not make the grant, more was granted than asked, or a payment is later than the opening balances.
refusal-books-commitments-differ = The opening balances say that pot { $pot } has { $stated } committed; the running projects have { $running } to come from it.
refusal-books-opening-off = The opening balances do not balance: assets less obligations are { $euros }.
refusal-books-unknown-product = This year the fund has no product { $product }.
refusal-books-not-open-to-practice = This product is for practices with patients from designated areas.
refusal-books-already-declared = The practice has declared this product for quarter { $quarter } already.
refusal-books-above-patients = With this declaration there are { $number } in the year, more than one for each of the { $patients } patients.
refusal-books-above-most = With this declaration there are { $number } in the year; a practice can declare { $most }.
refusal-books-above-year = Of this product's maximum for the year { $free } is left, less than { $asked }.
refusal-books-unknown-declaration = There is no declaration { $count }.
refusal-books-declaration-paid = This declaration was paid already, on { $day }.
refusal-books-paid-before-declared = The declaration came in only on { $day }.
refusal-books-above-administration = Administration may cost { $maximum } this year; { $booked } is booked, and { $asked } more is too much.
refusal-books-year-budget-lost = { $year } is closed; what was not used of it can no longer be granted.
refusal-books-second-grant-too-early = The practice has a grant this year; a second can be given from { $day } on, if money is left.
refusal-books-no-second-grant = The practice has a grant this year, and this fund gives no more than one.
refusal-books-not-closed = { $year } is not closed yet.
refusal-books-before-closing = The year was closed only on { $day }.
refusal-books-already-adopted = The year report was adopted already, on { $day }.

## What a form asks besides

details-first-received-on = First received on
details-received-at = Complete at
details-total-population = All patients enrolled
details-area-counts = Patients per area
details-area-count = { $area }: { $patients }
details-count-source = Source of the counts
details-count-date = Day of the counts
details-problem = Problem
details-goal = Goal
details-approach = Approach
details-starts-on = Begins on
details-ends-on = Ends on
details-first-spending-on = First spending
details-quotes = Quote
details-quote = line { $line }: { $supplier }, { $euros }
details-expected-result = Expected result
details-measured-by = How the result is measured
details-continuation = What goes on afterwards
details-staff = Staff of the practice (fte)
details-signed-on = Signed on
details-group-signed-on = Signed by the chair of the GP group on

## On which ground an application is kept out

ground-rule = Rule: { $rule }.
ground-needed = Needed: { $values }.
ground-there = There: { $values }.
ground-source = Source: { $source }.
ground-rule-application-rounds = the last days of the rounds
ground-rule-round = the round
ground-rule-criteria = the criteria
ground-rule-area-list = the list of designated areas
ground-rule-location = where the practice must be
ground-rule-application-admission = the admission by the board
ground-rule-eligibility = which practices may apply
ground-rule-evaluation-duty = the duty to evaluate
ground-rule-applications-per-practice = the number of applications per practice
ground-rule-application-conditions = the conditions of this kind of project
ground-rule-hourly-maximum = the highest price of an hour
ground-rule-application-fixed-prices = the fixed price of this kind of project
ground-rule-paid-share = the share of the cost that the fund pays
ground-rule-cap = the maximum per practice
ground-value-first-day = received from { $value }
ground-value-last-day = by { $value }
ground-value-received-on = received on { $value }
ground-value-criteria = number of criteria: { $value }
ground-value-area-list = an area on the list of { $value }
ground-value-area = area { $value }
ground-value-location = a practice { $value }
ground-value-admission = admission { $value }
ground-value-minimum-patients = at least { $value } patients from designated areas
ground-value-minimum-share = at least { $value } of all patients
ground-value-share-above = more than { $value } of all patients
ground-value-patients = { $value } patients from designated areas
ground-value-population = { $value } patients in all
ground-value-application = no evaluation of application { $value }
ground-value-applications = number of applications: { $value }
ground-value-spent-from = spending from { $value }
ground-value-fte-hundredths = { $value } fte
ground-value-role = for an hour of: { $value }
ground-value-at-most = at most { $value }
ground-value-asked = { $value } asked
ground-value-price = { $value } each
ground-place-in-area = in a designated area
ground-place-elsewhere = outside the designated areas
ground-place-by-board = by the board

## Which rule of the fund keeps an application out

exclusion-round-not-open = The application came too early: the round opens on { $opens }.
exclusion-deadline-passed = The application came too late: the last day for this amount was { $last_day }.
exclusion-no-criterion = The application serves none of the criteria.
exclusion-area-not-designated = Area { $area } is not designated.
exclusion-practice-not-in-area = The practice is not in a designated area, and this fund asks that.
exclusion-practice-not-eligible = The practice does not reach the fund's threshold: { $patients } of its { $population } patients come from designated areas.
exclusion-evaluation-missing = The evaluation of application { $application } is missing; it had to be in by { $last_day }.
exclusion-applications-used-up = The practice has handed in the most applications allowed in this year: { $allowed }.
exclusion-hourly-maximum-exceeded = An hour of a { $role } is budgeted at { $asked }; the fund pays at most { $maximum }.
exclusion-paid-share-exceeded = { $asked } is asked; the share of the cost that this fund pays is at most { $maximum }.
exclusion-cap-exceeded = { $asked } is asked; the practice's maximum leaves { $left }.

## What can be wrong with a row of a file

row-problem = { $file }, line { $line }, column { $field }: { $rule }
row-problem-of-line = { $file }, line { $line }: { $rule }
row-wrong-columns = the columns are not those of this kind of file
row-wrong-field-count = the row has another number of fields than the header
row-not-utf8 = the line is not text in UTF-8
row-bad-workbook = the workbook cannot be read
row-line-too-long = the line is longer than 4096 bytes
row-file-too-large = the file is larger than 64 MiB
row-too-many-rows = the file has more than 200,000 rows
row-no-rows = the file has a header and nothing else
row-empty = the field is empty
row-not-a-number = this is not a whole number
row-negative = a count is not negative
row-too-large = a count is at most 2,000,000
row-text-too-long = a text has at most 200 characters
row-bad-agb = an AGB code has eight digits and starts with 01 or 37
row-bad-uzovi = a UZOVI code has four digits
row-bad-area = an area code has 2 to 12 capital letters and digits
row-area-form = this code has another form than the rules of the year ask: { $forms }
area-form-four-digit-postcode = postcode of four digits (1013)
area-form-six-character-postcode = postcode of six characters (1013AB)
area-form-cbs-neighbourhood = CBS neighbourhood code (BU03630001)
row-unknown-area = this area is not on the year's list of designated areas
row-unknown-insurer = this insurer is not on the region's list
row-double-row = an earlier row says this already
row-differs-from-earlier-row = an earlier row of this practice says something else
row-enrolled-above-population = a practice has no more patients from designated areas than patients

# What the in-region service says.

office-bad-field = The field { $field } breaks its rule.
office-bad-rules = The rules document cannot be read: { $problem }
office-not-found = There is no such application.
office-request-id-reused = This request id was used for another request.
office-busy = Too many commands wait. Try again in a moment.
office-too-large = The command is too large.
office-stopped = The node is stopping.

# What the national bureau says.

refusal-area-list-empty = The area list is empty.
refusal-area-list-double-area = Area { $area } stands in the list twice, for { $first } and for { $second }. An area belongs to one region.
refusal-unknown-region = Region { $region } does not take part.
refusal-area-list-no-source = The area list has no source.
refusal-figures-foreign-table = A table is of another region or year.
refusal-figures-changed = The figures differ from those received before.

## The pages of a region

bad-parameter-title = This address is not right
bad-parameter-text = The value of { $name } in this address is not right. Go back to the start.
name-invented = { $name } (invented)
name-source = Where the name comes from
label-name-invented = The name of this fund was made up for this example; no public source uses it.
region-without-rules = This fund has not adopted any rules yet.
choose-year = Year
choose-stage = Stage
all-stages = All stages
list-pages = Pages of the list
page-first = To the start of the list
page-next = Further down the list
total-of-page = Total of this page
not-applicable = not applicable
year-closed-on = { $year } was closed on { $day }. What was left then went to { $next }; free, committed and the accounts are shown below as they stand in { $next } now.
heading-in-use = Rate and areas
in-use-caption = What the region uses in { $year } of what the bureau has published
not-in-use = not received yet
areas-counted = { $count } areas
correction-because = correction: { $reason }
column-published = Published on
applications-caption = Where the applications of { $year } stand
count-submitted = Submitted
count-refused = Excluded or refused
count-granted = Granted
count-withdrawn = Withdrawn
count-open = Not decided yet, or deferred
to-applications = All applications of { $year }
heading-money = Granted money
money-caption = Where the granted money of { $year } is; what should have been paid by { $day } counts as to be paid
money-not-yet-due = To be paid later
money-due = To be paid
requested-and-reclaimed = { $requested } was asked. Of what was paid, { $reclaimed } was claimed back.
pots-caption = The pots of { $year }
column-filled = Filled
explain-filled = Filled: the rate times the insured in the areas of the pot.
heading-balance = What the fund has
balance-caption = The accounts in ledger year { $year }; both sides are equal
column-has = Has
column-against = Stands against it
account-from-zn = Still to come from ZN
account-from-practices = Still to come back from practices
account-free = Free in the pots
account-committed = Committed and not yet paid
no-applications = There are no applications to show.
list-caption = Applications of { $year }, by number
heading-exclusion = Why this application was excluded
heading-form = What is asked
form-partner = Partner
form-no-criteria = none
practice-named = { $name } (AGB { $agb })
practice-unnamed = AGB { $agb }
heading-budget = Budget
budget-caption = What the project costs, line by line
budget-hours-of = Hours: { $role }
other-funding = Others pay { $euros } of this.
draws-caption = Asked and granted, per pot
column-budget-line = Line
column-hours = Hours
column-price-per-hour = Price per hour
column-cost = Cost
decisions-caption = What the committee decided
column-outcome = Decision
column-present = Present
column-votes = Votes
column-state = State
outcome-grant = granted
outcome-refuse = refused
outcome-defer = deferred
members-present = GPs: { $gps }, insurers: { $insurers }, others: { $others }
votes-counted = for: { $for }, against: { $against }
instalments-caption = The instalments of the grant
state-planned = to be paid from { $day }
state-held = held until the evaluation has been approved
state-on-invoices = waits for invoices
state-paid = paid on { $day }, reference { $reference }
state-lapsed = lapsed on { $day }
evaluation-received = Received on { $day }
evaluation-goal-met = Goal met, says the applicant
evaluation-actual-cost = Actual cost
evaluation-verdict = Verdict
verdict-none = none yet
verdict-approve = approved on { $day }
verdict-return = sent back with questions on { $day }
verdict-ask = sent back on { $day } with these questions: { $questions }
evaluation-patients-reached = Patients reached
evaluation-workload = Effect on the workload
evaluation-reusable = What others can use
evaluation-continuation = How it goes on
evaluation-cost-line = { $what } ({ $document })
verdict-reject = rejected on { $day }; { $reclaim } claimed back
egress-caption = What has left the region, in the order in which it left
column-line = Line
statement-of = Statement { $year }, quarter { $quarter }
statement-figures = { $insured } insured, { $due } due; up to then { $attributed } attributed, difference { $difference }
explain-policy = Policy: the digest of the disclosure rules under which a table was released; here its first eight characters.
explain-rules = The rules that the board of this fund has adopted. Each value has the years for which it holds and the document that states it. An assumption is named as one.
rules-caption = The rules in use, with their years and sources
column-rule = Rule
column-years = Years
years-from = from { $from }
years-from-until = { $from } to { $until }
rule-location = Where the practice is
rule-eligibility = Who may apply for a practice-bound project
rule-cap = Most per practice per year, practice-bound
rule-paid-share = Share of the cost that the fund pays
rule-hourly-maximum = Highest price of an hour
rule-applications-per-practice = Practice-bound applications per practice per year
rule-pot-split = Division into pots
rule-round = When applications are taken
rule-payment = When a grant is paid
rule-payment-basis = On what a grant is paid
rule-committee = Who must be there for a decision
rule-carry-over = What happens to what a pot has left
rule-norm-practice = Patients in a norm practice
value-location-in-area = the practice is in a designated area
value-location-patients-from-area = the practice has patients from a designated area
value-location-board-discretion = the board judges each practice
value-every-practice = every practice
value-threshold-patients = at least { $patients } patients from designated areas
value-threshold-share = at least { $share } of its patients from designated areas
value-threshold-either = at least { $patients } patients from designated areas, or at least { $share } of its patients
value-no-maximum = no maximum
value-cap-per-patient = { $euros } per patient from a designated area, for: { $threshold }
value-cap-per-norm-practice = { $euros } per norm practice, counted as at least { $least } and at most { $most }
value-cap-fixed = { $euros }
value-patients = { $number } patients
value-split-region = one pot for the region
value-split-area = a pot per designated area
value-split-municipality = a pot per municipality
value-split-group = a pot per group; areas in no group share the { $pot }
value-round-opens = from { $day }
value-round-opens-before = from { $day } of the year before
value-round-last-day = up to and including { $day }
value-round-rolling = amounts up to { $euros }: until the end of the year
value-paid-at-award = { $share } at the award
value-paid-in-quarter = { $share } on the first day of quarter { $quarter }
value-paid-after-evaluation = { $share } when the evaluation has been approved
value-paid-on-invoices = { $share } as paid invoices come in
value-quorum = at least { $all } members, among whom GPs: { $gps }, insurers: { $insurers }
value-carry-over-kept = it stays in the pot
value-carry-over-reserve = it goes to the reserve
value-paid-in-later-quarter = { $share } from quarter { $quarter } on, { $years } years after the fund year
value-basis-instalments = In instalments
value-basis-invoices = On invoices that the practice has paid
value-basis-advance = In one advance that is accounted for afterwards; what was not spent is claimed back
value-basis-copies = With a copy of what shows each part of the cost
value-basis-chamber-number = Only from practices with a number of the Chamber of Commerce
value-basis-last-day = Invoices come in until { $day } of the fund year
value-basis-months = Accounted for within { $months } months after the award
value-carry-over-lost = it goes to the reserve, and nothing more is granted for the closed year
value-carry-over-reset = it goes to the reserve, and the reserve is divided over the pots of the next year

# What an insurer sees.

insurer-region-missing = Region { $region } gave no statement, so the total is partial: { $reason }

## The page of the bureau

title-bureau = National bureau
choose-measure = Measure
figures-received = Figures of { $year } received from { $answered }.
figures-missing = Not yet received from: { $names }.
figures-here = received
regions-unreachable = { $answered } can be reached. Could not be reached at the last contact: { $names }.
national-caption = National totals of { $year }, by measure
column-in-total = In the total
column-withheld-by = Withheld by
column-missing-from = Missing from
no-regions = no region
explain-zero = 0: the region has given the figure, and it is nil.
heading-side-by-side = Regions side by side
chart-title = { $measure }, { $year }, by region
chart-explanation = A hatched bar is withheld and a dashed one is missing; the length of such bars says nothing.
side-by-side-caption = What each region has released of { $year }
total-of-published = Total of what is released
heading-in-use-by-regions = What the regions use
acknowledged-caption = Which version each region has acknowledged for { $year }, and whether it answers
column-last-contact = Last contact
version-none = not acknowledged yet
version-used = version { $version }
contact-none = no contact yet
contact-answered = answers
contact-refused = refuses: { $reason }
contact-unreachable = cannot be reached
contact-bad-answer = an answer that cannot be right; the log says which
heading-published = What the bureau has published
rates-caption = Rates in use
lists-caption = Lists of designated areas in use

# The committee: members, meetings, minutes
refusal-committee-no-composition = The fund's rules for { $year } do not say who sits on the committee.
refusal-committee-no-such-year = { $day } lies in no year that a fund can have.
refusal-committee-needs-meeting = The fund's rules ask for votes at a meeting; numbers of votes alone are not taken.
refusal-committee-no-name = A member has a name of 1 to 200 characters.
refusal-committee-seats-taken = All seats of this kind ({ $seats }) are taken.
refusal-committee-not-a-member = Number { $member } is no member of the committee on { $day }.
refusal-committee-bad-attendance = A meeting has members who are present, each named once.
refusal-committee-bad-chair = The chair must be present, and have the seat that the fund's rules name.
refusal-committee-bad-agenda = An agenda has 1 to 200 applications, each once.
refusal-committee-unknown-application = There is no application { $application }.
refusal-committee-not-open = Application { $application } can no longer be decided on.
refusal-committee-before-receipt = Application { $application } came in after this day.
refusal-committee-unknown-meeting = There is no meeting { $meeting }.
refusal-committee-not-on-agenda = Application { $application } is not on the agenda of this meeting.
refusal-committee-voted-before = This meeting has already voted on application { $application }.
refusal-committee-not-present = Member { $member } was not at the meeting.
refusal-committee-named-twice = Member { $member } is named twice.
refusal-committee-no-stake = The stake that member { $member } declares is not described.
refusal-committee-interested-votes = Member { $member } has a stake in this application and does not vote.
refusal-committee-no-vote-reason = The vote of member { $member } gives no reason.
refusal-committee-vote-missing = The vote of member { $member } is missing; who does not choose, abstains.
refusal-committee-no-quorum-of-kind = Too few take part: { $present } ({ $seat }), where { $needed } are needed.
refusal-committee-no-quorum = Too few members take part: { $present }, where { $needed } are needed.
refusal-committee-not-carried = The proposal is not carried: { $votes_for } for, { $votes_against } against.
refusal-committee-no-reason = The decision gives no reason.
refusal-committee-no-criterion = A refusal, and nothing else, names the criterion that is not met.
refusal-committee-bad-conditions = Only a grant has conditions, at most 50, each with a text and a day that is not before the decision.
refusal-committee-decides-itself = In this fund the committee decides, not the board.
refusal-committee-no-advice = There is no advice of the committee on application { $application } to decide on.
refusal-committee-departs-without-reason = The board departs from the committee's advice and gives no reason.
refusal-committee-before-advice = The committee's advice is of { $day }; the board cannot decide before it.
refusal-committee-no-open-condition = Condition { $condition } of this grant is not open.
refusal-committee-condition-open = Condition { $condition } of this grant is not met, and nothing is paid until it is.
seat-gp = GP
seat-insurer = insurer
seat-project-manager = project manager
seat-other = other
choice-for = for
choice-against = against
choice-abstain = abstains
minutes-advice = This is advice to the board.
minutes-no-ruling = The board has not decided yet.
minutes-ruling = Decision of the board on { $day }:
minutes-title = Minutes of meeting { $number }, { $day }
minutes-present = Present:
minutes-member = - { $name } ({ $seat })
minutes-chair = - { $name } ({ $seat }), chair
minutes-application = Application { $application }
minutes-not-voted = Not voted on.
minutes-interest = { $name } has a stake and did not vote: { $stake }
minutes-own-practice = { $name } did not vote: the member's own practice takes part in this application.
minutes-vote = { $name } { $choice }: { $reason }
minutes-met = { $criterion }: met. { $text }
minutes-not-met = { $criterion }: not met. { $text }
minutes-count = { $votes_for } for, { $votes_against } against, { $abstained } abstained.
minutes-casting-vote = Votes were equal; the chair's vote decided.
minutes-grant = Carried: grant { $euros }.
minutes-refuse = Carried: refuse; not met: { $criterion }.
minutes-defer = Carried: put off.
minutes-condition = On condition, by { $day }: { $text }
minutes-holds-back = On condition, by { $day }, and nothing is paid before: { $text }
minutes-reason = Reason: { $reason }

# overviews of enrolled patients
refusal-rules-overviews-in-use = Practices have been counted for { $year }, so the method by which they are counted stays as it is.
refusal-overviews-quarter-missing = The fund counts the patients of { $year } by quarter. The overviews do not say which quarter.
refusal-overviews-quarter-not-used = The fund does not count the patients of { $year } by quarter. The overviews say a quarter.
refusal-overviews-other-reference-date = The fund counts all practices on one day, { $expected }. These overviews are of { $found }.
refusal-overviews-correction-without-reason = There are overviews of this day or quarter already; practices concerned: { $practices }. Others are taken only as a correction, with a reason.
rule-area-form = What codes of areas look like
rule-enrolled-method = How the patients of practices are counted
value-enrolled-one-date = all practices on one and the same day
value-enrolled-mean-of-four-quarters = the mean of the quarters
value-enrolled-practice-overview = the practice's latest overview
## Year report, accounts and shortfall

report-title = Year report { $year } of { $fund }
report-closed = The year was closed on { $day }.
report-adopted = The board adopted this report on { $day }.
report-not-adopted = The board has not adopted this report yet.
report-money = For { $insured } insured persons in designated areas there was, at a rate of { $rate }, { $money }. Of that, { $aside } went to the reserve.
report-applications = { $submitted } applications came in; { $granted } were granted, for { $euros }, and { $refused } refused.
report-product = Practices declared { $product } { $number } times, for { $euros }.
report-administration = Administration cost { $euros }.
report-accounts = The accounts
report-signs = Assets stand without a minus sign, obligations and reserves with one; all closing balances together are nothing.
report-opening = opening balance
report-closing = closing balance
account-bank = Bank account
account-receivable-zn = Receivable from ZN
account-receivable-reclaim = Receivable from practices
account-pot-free = Free in pot { $pot }
account-pot-committed = Committed from pot { $pot }
account-reserve = Reserve
account-shortfall = Shortfall
account-payable-declarations = Payable declarations
shortfall-lacked = { $day }: { $pot } lacked { $euros } ({ $purpose }).
shortfall-covered = { $day }: { $euros } covered from { $pot } ({ $purpose }).
purpose-pot-filled = rate times count
purpose-zn-paid = paid by ZN
purpose-granted = granted
purpose-instalment-paid = instalments paid
purpose-lapsed = lapsed
purpose-reclaimed = claimed back
purpose-leftover = left over
purpose-closing = closed
purpose-opening = opened
purpose-beginning = from before the system
purpose-reserve-released = released from the reserve
purpose-product-declared = products declared
purpose-declaration-paid = declarations paid
purpose-administration-paid = administration paid
purpose-reclaim-paid = declarations paid back
purpose-reclaim-written-off = claims written off
purpose-payment-returned = payment returned by the bank
# Orders to pay
refusal-order-bad-holder = An account holder's name has 1 to 70 characters.
refusal-order-not-the-latest-account = This is not the account that was registered last.
refusal-order-already-confirmed = The account has been confirmed already.
refusal-order-same-person = Somebody else than who made this must confirm or approve it.
refusal-order-bad-order = An order has 1 to 500 instalments, each of them once.
refusal-order-in-open-order = The instalment is in open order { $order }.
refusal-order-no-confirmed-account = The practice of application { $application } has no confirmed account.
refusal-order-account-changed = The account of the practice of application { $application } changed after the order was made.
refusal-order-unknown-order = There is no order { $order }.
refusal-order-not-proposed = Order { $order } no longer waits for approval.
refusal-order-not-approved = Order { $order } is not approved.
refusal-order-partly-paid = Part of order { $order } has been paid, so it does not go to the bank again.
refusal-order-exported-otherwise = Order { $order } was exported for another account or day; the bank gets the same file again or none.
refusal-order-execution-too-early = The bank cannot pay before { $day }.
refusal-order-nothing-to-release = Everything in order { $order } has been paid.
refusal-order-no-reason = A reason is needed.
refusal-order-not-paid = This instalment of application { $application } has not been paid.
refusal-order-evaluation-rejected = The evaluation of application { $application } was rejected, so a payment that comes back is no longer owed.
refusal-order-no-statement-id = The bank statement has no number.
## The intake of applications

exclusion-practice-not-admitted = The practice is not in a designated area, and the board has not admitted it.
exclusion-spent-before-asked = Money is spent from { $spent_on }, before support was asked on { $asked_on }.
exclusion-too-few-staff = The practice has { $there } hundredths of a full-time job; this kind of project needs { $needed }.
exclusion-price-not-fixed = This kind of project has a fixed price of { $fixed }; a line of the budget has { $asked }.
refusal-intake-unknown-draft = There is no { $draft }.
refusal-intake-draft-not-open = { $draft } is no longer open.
refusal-intake-other-draft = A draft stays with its year and its practice.
refusal-intake-malformed = This does not fit, or is too long: { $field }.
refusal-intake-incomplete = The application is not complete. Missing: { $missing }.
refusal-intake-chances-used-up = The fund has asked { $times } times to complete this, and asks no more. Still missing: { $missing }.
refusal-intake-completed-too-late = This had to be completed by { $day }.
refusal-intake-no-admission = The rules of { $year } know no admission by the board.
refusal-intake-no-reason = A decision gives a reason of at most 8,000 characters.
refusal-intake-unknown-practice = No overview of the year names this practice.
refusal-intake-bad-gp-counts = Lists of GPs have a source and 1 to 100 GPs, each once, with together no more patients than the practice.
refusal-intake-unknown-application = There is no application { $application }.
refusal-intake-bad-receipt = A receipt is sent once, not before the application came in, and names a day that comes.
refusal-intake-bad-agreement = An agreement names applications that ask of this pot, each once and at most what it asks.
refusal-intake-agreement-above-pot = The agreement gives { $asked }; { $pot } has { $free }.
refusal-intake-nothing-to-sign = There is no agreement on this pot that this practice signs.
refusal-intake-grant-above-cap = { $asked } is more than the practice's maximum leaves: { $euros }. That is the smaller limit; the pots have { $free }.
refusal-intake-grant-above-share = { $asked } is more than the fund's way to share out { $pot } gives: { $euros }.
refusal-intake-drafts-waiting = These were handed in and wait to be completed: { $drafts }.
application-field-title = the name
application-field-criteria = the criteria
application-field-areas = the areas
application-field-budget = the budget
application-field-requested = the amount asked
application-field-partners = the practices that take part
application-field-total-population = all patients of the practice
application-field-area-counts = the patients per area
application-field-count-source = the source of the counts
application-field-count-date = the day of the counts
application-field-problem = the problem
application-field-goal = the goal
application-field-approach = the approach
application-field-period = the period
application-field-quotes = quotes
application-field-expected-result = the expected result
application-field-measured-by = how the result is measured
application-field-continuation = what goes on afterwards
application-field-signature = the signature
application-field-group-signature = the signature of the chair of the GP group
application-field-first-spending = when money is first spent
application-field-staff = the staff of the practice
application-field-gp-counts = the patients per GP
application-field-plan-document = the plan, as a document
application-field-quote-documents = the documents of the quotes
application-field-signed-form = the signed form, as a document
field-of-line = { $field } (line { $line } of the budget)
value-cap-per-gp = { $euros } per patient from a designated area on the list of each GP, for: { $threshold }
value-cap-hours = { $hours } hours at { $euros } per norm practice
value-cap-for-kinds = { $part } (for: { $kinds })
value-threshold-above = more than { $share } of all patients
value-threshold-or = { $one }, or { $other }
## The terminal client of an office

office-done = Done.
office-refused = Refused ({$reason}): {$sentence}
office-unreachable = The office cannot be reached: {$cause}. Is it running there, and is your certificate one of its own authority and still valid?
office-repeat = Whether it was done is not known. Repeat it with --request-id {$id}: then it is done once.
office-more = There are more. Ask for the next page with --page-token {$token}, or for all of them with --all.
office-other = {$call} is not a call of the office that your certificate is of.

# Claims on what was paid
refusal-reclaim-unknown-application = There is no application { $application }.
refusal-reclaim-not-approved = No evaluation of application { $application } has been approved, so what its cost bears is not known.
refusal-reclaim-nothing-claimed = Nothing is claimed back of application { $application }.
refusal-reclaim-before-claim = This is dated before the claim of { $day }.
refusal-reclaim-no-reason = No reason is given.
refusal-reclaim-no-reference = The payment has no reference.
refusal-reclaim-above-excess = { $asked } cannot be claimed back: { $euros } was paid beyond what the cost bears and is not claimed yet.
refusal-reclaim-above-owed = { $asked } does not fit: { $euros } is owed.

# What projects have shown
refusal-outcome-unknown-application = There is no application { $application }.
refusal-outcome-unknown = There is no result { $number }.
refusal-outcome-corrected-before = This result was corrected already, by result { $number }.
refusal-outcome-no-reason = A correction says what was wrong, in at most 8,000 characters.
refusal-outcome-not-granted = Application { $application } was not granted, so it has no results.
refusal-outcome-bad-text = The field { $field } has 1 to 500 characters.
refusal-outcome-nobody-measured = A result is of at least one that was measured.
refusal-outcome-out-of-range = The field { $field } is { $value }; it lies between { $least } and { $most }.
refusal-outcome-not-compared = A value before with a value after is a comparison; say which.
refusal-outcome-effect-differs = The effect is given as { $effect }, and after less before is { $difference }.
refusal-outcome-direction-without-effect = An effect of nothing is neither for the better nor for the worse.

# bank statements
office-not-transferable = The order has a payment that no bank takes: of nothing, or of 1,000,000,000 euros or more.
statement-problem-unreadable-file = The file is too large, or is no statement in camt.053.
statement-problem-not-one-statement = The file must hold one statement.
statement-problem-other-account = The statement is of another account than the fund's.
statement-problem-no-number = The statement has no number, or one of more than 200 characters.
statement-problem-too-many = The statement has more than 5,000 payments.
statement-problem-not-booked = The entry is not booked.
statement-problem-no-amount = The amount, or whether it came in or went out, is missing or cannot be read.
statement-problem-not-euros = The amount is not in euros.
statement-problem-no-day = The entry has no value date and no booking date.
statement-problem-parts-differ = The payments of the entry do not add up to it.
statement-problem-no-reference = The entry has no reference of the bank, so it pays nothing.
statement-problem-already-read = The entry was read before.
statement-problem-unmatched-credit = Money came in; a person must say what for.
statement-problem-unknown-id = No approved order has a payment with this id.
statement-problem-already-paid = The payment was recorded before.
statement-problem-wrong-amount = The amount is not the one that was ordered.
statement-problem-wrong-account = The account is not the one that was ordered.
statement-problem-not-payable = The instalment cannot be paid as it stands: it was not due on the value date, or the ledger's bank account has too little.

## The history of a project

history-draft-saved = Draft { $draft } was saved.
history-completion-asked = Handed in as { $draft }, but not complete: { $missing }. It can be completed until { $last_day }.
history-completion-asked-open = Handed in as { $draft }, but not complete: { $missing }. There is no last day for completing it.
history-draft-submitted = Draft { $draft } was handed in complete.
history-draft-withdrawn = Draft { $draft } was withdrawn.
history-submitted = Applied for { $asked }.
history-taken-over = It ran already when the fund began with this system; { $granted } had been granted.
history-excluded = Kept out by the rules. { $sentence }
history-grounds-given = The rule that decides it: { $rule_key }.
history-withdrawn = Withdrawn by the applicant.
history-receipt-sent = A receipt was sent; the meeting is on { $day }.
history-agreed = The practices agree: { $euros } from { $pot }.
history-on-agenda = On the agenda of meeting { $meeting }.
history-voted = Voted on in meeting { $meeting }: { $for } for, { $against } against, { $abstained } abstained; with a stake: { $stakes }.
history-advised = Advice of meeting { $meeting } to the board: { $for } for, { $against } against, { $abstained } abstained; with a stake: { $stakes }.
history-board-ruled = The board decided.
history-granted = Granted: { $granted }.
history-refused = Refused.
history-deferred = Deferred.
history-planned = Number of instalments planned: { $number }.
history-conditions-set = Number of conditions of the grant: { $number }.
history-condition-met = Condition { $number } was met.
history-ordered = Instalment { $instalment } ({ $euros }) is in order { $order }.
history-order-approved = Order { $order } with instalment { $instalment } was approved.
history-order-cancelled = Order { $order } with instalment { $instalment } was dropped.
history-order-exported = Order { $order } with instalment { $instalment } went to the bank, to be carried out on { $day }.
history-order-released = Order { $order } with instalment { $instalment } was not carried out by the bank.
history-paid = Instalment { $instalment } was paid, reference { $reference }.
history-returned = Instalment { $instalment } ({ $euros }) was returned by the bank.
history-evaluation-handed-in = Evaluation received; the actual cost is { $euros }.
history-evaluation-approved = Evaluation approved; { $euros } lapses.
history-evaluation-returned = Evaluation sent back.
history-evaluation-asked = Evaluation sent back with questions.
history-evaluation-rejected = Evaluation rejected; claimed back: { $euros }.
history-invoice-handed-in = Invoice { $number } ({ $euros }) came in.
history-invoice-approved = Invoice { $number } was approved; it releases { $euros } of the grant.
history-invoice-refused = Invoice { $number } was refused.
history-invoices-ended = No more invoices come; the rest of the grant lapses.
history-claimed-back = Claimed back: { $euros }.
history-paid-back = Paid back: { $euros }, reference { $reference }.
history-written-off = Given up: { $euros }.
history-outcome-recorded = Outcome { $number } was recorded.
history-outcome-corrected = Outcome { $number } takes the place of outcome { $corrects }.
history-person-named = A person answers for it.
history-document-attached = A document was added ({ $kind }, { $size } bytes).
history-why = { $what } Reason: { $why }
history-source = { $what } Source: { $why }
history-actor = { $name } ({ $role })
staff-role-board = board
staff-role-clerk = clerk
staff-role-committee = committee
staff-role-treasurer = treasurer
staff-role-auditor = auditor
heading-history = History
history-caption = What happened to the application, in the order in which it was entered
column-entered = Entered
column-by = By
column-counts-from = Counts from
column-happened = What
# Invoices

refusal-invoice-unknown-application = There is no application { $application }.
refusal-invoice-not-on-invoices = Application { $application } is not paid on invoices, or no longer.
refusal-invoice-nothing-left = Nothing of the grant of application { $application } waits for invoices any more.
refusal-invoice-no-amount = An invoice is of more than nothing.
refusal-invoice-no-document = The invoice needs the reference of its document, of at most 200 characters.
refusal-invoice-no-chamber-number = The number at the Chamber of Commerce is missing or has no 8 digits.
refusal-invoice-not-paid = The invoice had not been paid on { $day }, when it came in.
refusal-invoice-paid-before-dated = The invoice is dated { $day }, after it was paid.
refusal-invoice-too-late = Invoices were to come in by { $day }.
refusal-invoice-already-there = This document is that of invoice { $number } already.
refusal-invoice-unknown-invoice = There is no invoice { $number }.
refusal-invoice-not-waiting = Invoice { $number } has been judged already.
refusal-invoice-before-receipt = The invoice came in only on { $day }.
refusal-invoice-no-reason = A reason is needed.
refusal-invoice-still-waiting = There are { $count } invoices that wait to be judged.

## What amounts are made of

because-rate = The rate of { $year } is { $rate_euros } per insured person (version { $version }, source: { $source }).
because-count = Quarter { $quarter } was counted as of { $count_day } (version { $version }, source: { $source }).
because-area = Area { $area }: { $insured_number } insured, the mean of the quarters counted ({ $quarters_number }), × { $rate_euros } = { $result_euros }.
because-areas = { $areas_number } areas: { $insured_number } insured, the mean of the quarters counted ({ $quarters_number }), × { $rate_euros } = { $result_euros }.
because-gives-above = Of that { $above_share } goes to { $pot }: − { $part_euros }.
because-gets-above = The other pots give { $above_share }: + { $part_euros }.
because-set-aside = Set aside in proportion for the reserve: − { $part_euros }.
because-reserve-share = For the reserve: { $aside_share } of the year's money, { $money_euros }, rounded down = { $result_euros }.
because-reserve-amount = For the reserve: { $rule_euros }, as far as the year's money goes = { $result_euros }.
because-filled = It should be { $after_euros }; it was { $before_euros }; the difference is { $change_euros }.
because-rule = The rule: { $rule_key } (source: { $source }).
because-zn-paid = ZN paid { $result_euros } for quarter { $quarter } of { $year }, on { $paid_day }.
because-granted-from = Granted to application { $application } from { $pot }: { $result_euros }.
because-decided = Decided on { $decided_day }: { $asked_euros } was asked, { $granted_euros } is granted.
because-cap-none = There is no maximum for: { $project_kind }.
because-cap-per-patient = Maximum: { $patients_number } patients from designated areas × { $rate_euros } = { $result_euros }.
because-cap-per-gp = Maximum: { $gps_number } GPs reach the threshold, with { $patients_number } patients together × { $rate_euros } = { $result_euros }.
because-cap-not-entitled = With { $patients_number } of { $population_number } patients from designated areas the threshold is not reached; this part is { $result_euros }.
because-cap-per-norm-practice = Maximum: { $population_number } patients at { $norm_number } per norm practice count as { $counted_number } norm practices (at least { $least_number }, at most { $most_number }) × { $rate_euros } = { $result_euros }.
because-cap-hours = Maximum: { $hours_number } hours per norm practice ({ $counted_number } norm practices: { $population_number } patients, { $norm_number } per norm practice) × { $rate_euros } = { $result_euros }.
because-cap-fixed = Maximum: a fixed amount of { $result_euros }.
because-overview = Counted by the overview of { $count_day } (source: { $source }).
because-cap-claimed = Of that the practice has asked or got { $part_euros } in the year already.
because-cap-left = That leaves { $left_euros }.
because-instalment = Instalment { $instalment_number } of application { $application }: { $part_share } of { $granted_euros } = { $result_euros }.
because-instalment-before = Instalment { $instalment_number } of application { $application }, which was not planned by the rules of the year.
because-instalment-less = Of that { $result_euros } is left after what lapsed.
because-paid = Paid on { $paid_day }: { $result_euros }, reference { $reference }.
because-returned = Returned by the bank: { $result_euros }. Reason: { $reason }
because-borne = The actual cost of { $cost_euros }, less { $others_euros } of others, × { $paid_share } bears { $borne_euros }.
because-lapsed = { $granted_euros } was granted; of what is above { $borne_euros }, { $result_euros } of instalment { $instalment_number } lapses.
because-lapsed-whole = The evaluation was rejected; instalment { $instalment_number } lapses: { $result_euros }.
because-invoices-ended = No more invoices come for application { $application }; what is left lapses. Reason: { $reason }
because-reclaimed = Claimed back of application { $application } on { $claimed_day }: { $result_euros }.
because-paid-back = Paid back on application { $application }: { $result_euros }, reference { $reference }.
because-written-off = Given up on application { $application }: { $result_euros }. Reason: { $reason }
because-year-closed = The year { $year } was closed on { $closed_day }; balances go over to the next year.
because-began = The fund began with this system in { $year } (source: { $source }).
because-reserve-released = From the reserve for { $pot }: { $result_euros }. Reason: { $reason }
because-declared = Practice { $practice } declares { $times_number } × { $product } at { $price_euros } = { $result_euros }.
because-declaration-paid = Declaration { $declaration_number } of { $year } was paid, reference { $reference }.
because-administration = Administration ({ $what }): { $result_euros }, reference { $reference }.
because-administration-most = Administration may cost at most { $most_share } of { $money_euros } = { $most_euros }.
because-due-by-quarters = Due up to this quarter: { $rate_euros } × { $insured_number } insured (the quarters added up) ÷ 4, rounded down = { $result_euros }.
because-due-settled = Due for the whole year: { $rate_euros } × { $insured_number } settled insured = { $result_euros }.
because-due-for-quarter = Of that { $before_euros } was of earlier quarters; { $result_euros } is due for this quarter.
because-attributed = Of the { $paid_euros } that ZN paid up to this quarter, { $result_euros } is attributed, by the share of what is due of all insurers. That is an assumption.
heading-explained = What the grant is made of

## Rules that came later

rule-composition = Who sits on the committee
rule-evaluation-duty = By when the evaluation is in
rule-retention-years = For how long a person is kept, in years
rule-pot-above = Pot above the others
rule-set-aside = What is set aside for the reserve
rule-second-grant = When a practice may get a second grant
rule-products = The fund's own products
rule-administration-maximum = Most that administration may cost
rule-application-rounds = Ends of the rounds
rule-application-answer = How soon an applicant hears
rule-application-free-days = Days that are not worked
rule-application-required-fields = What an application must say
rule-application-quotes = Quotes
rule-application-completion = Completing an application
rule-application-fixed-prices = Fixed prices
rule-application-conditions = Further conditions
rule-application-admission = Admission by the board
rule-application-open-kinds = Kinds that are open to every practice
rule-application-allocation = How a pot is shared out
rule-field-value = { $field }: { $value }
rule-value-none = none
rule-field-seats = seats
rule-field-seat = seat
rule-field-number = number
rule-field-quorum = quorum
rule-field-majority = majority
rule-field-chair = chair
rule-field-casting-vote = the chair decides a tie
rule-field-interested-count = who has a stake counts for the quorum
rule-field-decides = who decides
rule-field-days-after-year = days after the year
rule-field-blocks-next-year = keeps out of the next year
rule-field-name = name
rule-field-share = share
rule-field-code = code
rule-field-price = price
rule-field-open-to = for whom
rule-field-once-per-patient = once per patient
rule-field-most-per-practice = most per practice
rule-field-most-per-year = highest amount per year
rule-field-pot = pot
rule-field-last-day = last day
rule-field-the-year-before = in the year before
rule-field-decision-day = decided by
rule-field-standard = standard requests
rule-field-answered-within = answered within working days
rule-field-receipt-within = receipt within working days
rule-field-good-friday = Good Friday is free
rule-field-liberation-day = Liberation Day is free
rule-field-from = from
rule-field-incomplete = what is incomplete
rule-field-chances = chances to complete
rule-field-within = within working days
rule-field-deadline = which day counts
rule-field-kind = kind
rule-field-kinds = kinds
rule-field-cents = amount
rule-field-fte-hundredths = fte per norm practice
rule-field-way = way
rule-field-binding = binding
rule-choice-simple = simple: more for than against
rule-choice-unanimous = unanimous
rule-choice-committee = the committee
rule-choice-board = the board, after advice
rule-choice-always = always
rule-choice-never = never
rule-choice-from = from
rule-choice-share = a share
rule-choice-amount = an amount
rule-choice-practices-with-patients = practices with patients from designated areas
rule-choice-all-practices = all practices
rule-choice-every-year = every year
rule-choice-every-fifth-year = every fifth year
rule-choice-refused = refused
rule-choice-recorded = recorded, and may be completed
rule-choice-complete = the day on which it was complete
rule-choice-first-receipt = the day on which it first came in
rule-choice-asked-before-spending = asked before the money is spent
rule-choice-staff-per-norm-practice = so much staff per norm practice
rule-choice-none = no
rule-choice-by-board = by the board, with a reason
rule-choice-proportion = in proportion to the patients
rule-choice-agreement = as the practices agree
rule-choice-first-come = first come, first served
rule-choice-consultation = in consultation, by the committee

-- Tickets of a few weeks, with times relative to now. The tickets are always the same.

INSERT INTO users (name, email, role, created_at)
SELECT name, email, role, now() - make_interval(days => 60)
  FROM (VALUES
       ('Ada Okafor',      'ada.okafor@example.com',      'agent'),
       ('Bruno Keller',    'bruno.keller@example.com',    'agent'),
       ('Chiara Moretti',  'chiara.moretti@example.com',  'agent'),
       ('Daniel Novak',    'daniel.novak@example.org',    'customer'),
       ('Emma Lindqvist',  'emma.lindqvist@example.org',  'customer'),
       ('Farid Haddad',    'farid.haddad@example.org',    'customer'),
       ('Grace Thompson',  'grace.thompson@example.org',  'customer'),
       ('Hiro Tanaka',     'hiro.tanaka@example.org',     'customer')
       ) AS person (name, email, role);

INSERT INTO tickets
       (title, details, status, priority, requester_id, assignee_id, created_at, resolved_at, resolution_time_seconds)
SELECT ticket.title,
       coalesce(ticket.description, ''),
       ticket.status,
       ticket.priority,
       requester.id,
       assignee.id,
       now() - make_interval(hours => ticket.hours_ago),
       now() - make_interval(hours => ticket.hours_ago) + make_interval(mins => ticket.minutes_taken),
       coalesce(ticket.minutes_taken * 60, 0)
  FROM (VALUES
       ('Cannot log in after the password reset', 'The link in the mail says that it has expired, every time.', 'CLOSED', 'high', 'daniel', 'ada', 1003, 95),
       ('Invoice for March shows the wrong address', 'We moved in February; the old street is still on the invoice.', 'CLOSED', 'normal', 'emma', 'bruno', 985, 1510),
       ('Export to CSV stops at 1,000 rows', 'Our list has 4,312 rows; the file ends after 1,000.', 'CLOSED', 'normal', 'grace', 'ada', 962, 2890),
       ('How do I add a second administrator?', NULL, 'CLOSED', 'low', 'hiro', 'chiara', 948, 42),
       ('Webhook deliveries arrive twice', 'Since Monday each event reaches us two times, a second apart.', 'CLOSED', 'high', 'farid', 'bruno', 915, 640),
       ('Mobile app signs me out every day', 'Android 15, newest version of the app.', 'CLOSED', 'normal', 'daniel', 'chiara', 890, 4325),
       ('Please delete a former colleague''s account', NULL, 'CLOSED', 'low', 'emma', 'ada', 871, 180),
       ('Dashboard is empty in Safari', 'Works in Firefox; in Safari 19 the page stays white.', 'CLOSED', 'high', 'grace', 'bruno', 850, 1275),
       ('Charged twice for May', 'Two debits of the same amount on the same day.', 'CLOSED', 'urgent', 'hiro', 'ada', 822, 75),
       ('API answers 429 although we are below the limit', 'About 40 requests a minute; the plan allows 100.', 'CLOSED', 'high', 'farid', 'chiara', 790, 865),
       ('Time zone of reports', 'Can reports use our local time instead of UTC?', 'RESOLVED', 'low', 'daniel', 'bruno', 764, 5730),
       ('Two-factor codes are refused', 'My phone''s clock is right; the codes worked until last week.', 'RESOLVED', 'urgent', 'emma', 'ada', 741, 55),
       ('Attachment of 12 MB cannot be uploaded', 'The progress bar reaches the end, then an error.', 'RESOLVED', 'normal', 'grace', 'chiara', 716, 1980),
       ('Typo in the German order confirmation', 'It says "Besätigung".', 'RESOLVED', 'low', 'hiro', 'bruno', 688, 7250),
       ('Search finds nothing with an apostrophe', 'Searching for O''Neill gives no result at all.', 'RESOLVED', 'normal', 'farid', 'ada', 655, 3120),
       ('Notification mails end up in spam', 'Only with one of our three domains.', 'RESOLVED', 'normal', 'daniel', 'chiara', 630, 2405),
       ('Change the billing cycle to yearly', NULL, 'RESOLVED', 'low', 'emma', 'bruno', 604, 310),
       ('Calendar synchronisation stopped', 'Nothing has come over since the weekend.', 'RESOLVED', 'high', 'grace', 'ada', 577, 1130),
       ('Cannot remove a tag', 'The button does nothing.', 'RESOLVED', 'normal', 'hiro', 'chiara', 549, 865),
       ('Single sign-on with a new certificate', 'Our certificate runs out on Friday: where do we upload the next one?', 'RESOLVED', 'urgent', 'farid', 'bruno', 520, 205),
       ('Totals of the sales report do not add up', 'The sum differs from the rows by exactly the refunds.', 'RESOLVED', 'high', 'daniel', 'ada', 488, 2660),
       ('Dark mode: text on the settings page is unreadable', NULL, 'RESOLVED', 'low', 'emma', 'chiara', 452, 4100),
       ('Import skips rows without saying so', 'We imported 820 contacts and got 799.', 'RESOLVED', 'high', 'grace', 'bruno', 420, 1745),
       ('Old phone number in my profile', 'It cannot be edited.', 'RESOLVED', 'normal', 'hiro', 'ada', 381, 130),
       ('Page loads slowly in the morning', 'From eight to nine it takes ten seconds and more.', 'RESOLVED', 'high', 'farid', 'chiara', 333, 2210),
       ('Wrong currency on the price page', 'We see dollars although our account is in euro.', 'RESOLVED', 'normal', 'daniel', 'bruno', 290, 615),
       ('Account locked after three attempts', NULL, 'RESOLVED', 'urgent', 'emma', 'ada', 233, 38),
       ('Data export for our audit', 'We need all tickets of last year as a file.', 'WAITING_ON_CUSTOMER', 'normal', 'grace', 'chiara', 212, NULL),
       ('Printing cuts off the last column', 'A4, landscape, current Chrome.', 'WAITING_ON_CUSTOMER', 'low', 'hiro', 'bruno', 188, NULL),
       ('Some mails arrive hours late', 'Can you tell from the headers below what happens?', 'WAITING_ON_CUSTOMER', 'normal', 'farid', 'ada', 161, NULL),
       ('Discount code is not accepted', 'SPRING25 is said to be unknown.', 'WAITING_ON_CUSTOMER', 'high', 'daniel', 'chiara', 137, NULL),
       ('Connection to the warehouse system drops', 'Every night at about two, for a few minutes.', 'IN_PROGRESS', 'high', 'emma', 'bruno', 118, NULL),
       ('Charts show last week twice', NULL, 'IN_PROGRESS', 'normal', 'grace', 'ada', 96, NULL),
       ('Refund has not arrived', 'It was promised for the first of the month.', 'IN_PROGRESS', 'urgent', 'hiro', 'chiara', 74, NULL),
       ('Cannot invite people with a plus sign in their address', 'jane+test@example.org is called invalid.', 'IN_PROGRESS', 'normal', 'farid', 'bruno', 52, NULL),
       ('Keyboard shortcuts stopped working', 'Since yesterday''s update, on every computer here.', 'IN_PROGRESS', 'low', 'daniel', 'ada', 33, NULL),
       ('All users of our site get error 502', 'It began ten minutes ago.', 'OPEN', 'urgent', 'emma', NULL, 1, NULL),
       ('How long are deleted tickets kept?', NULL, 'OPEN', 'low', 'grace', NULL, 21, NULL),
       ('Signature is missing in answers from the mobile app', 'It is there when I answer from the web.', 'OPEN', 'normal', 'hiro', NULL, 9, NULL),
       ('Please raise the limit of our test account', 'We run load tests next week.', 'OPEN', 'normal', 'farid', NULL, 4, NULL)
       ) AS ticket (title, description, status, priority, requester, assignee, hours_ago, minutes_taken)
  JOIN users AS requester ON requester.email LIKE ticket.requester || '.%'
  LEFT JOIN users AS assignee ON assignee.email LIKE ticket.assignee || '.%'
 ORDER BY ticket.hours_ago DESC;

INSERT INTO customer_satisfaction (ticket_id, rating, feedback, created_at)
SELECT ticket.id, verdict.rating, verdict.feedback, ticket.resolved_at + make_interval(hours => 3)
  FROM (VALUES
       ('Cannot log in after the password reset', 5, 'Quick and friendly, thank you.'),
       ('Invoice for March shows the wrong address', 4, NULL),
       ('Export to CSV stops at 1,000 rows', 3, 'Solved, but it took two days.'),
       ('How do I add a second administrator?', 5, 'Answered within the hour!'),
       ('Webhook deliveries arrive twice', 4, 'A note on the status page would have been nice.'),
       ('Mobile app signs me out every day', 2, 'I had to explain it three times.'),
       ('Dashboard is empty in Safari', 4, NULL),
       ('Charged twice for May', 5, 'Refunded at once.'),
       ('API answers 429 although we are below the limit', 4, 'Good explanation of how the limit is counted.'),
       ('Two-factor codes are refused', 5, 'Saved my day.'),
       ('Attachment of 12 MB cannot be uploaded', 3, NULL),
       ('Typo in the German order confirmation', 1, 'Five days for one letter.'),
       ('Calendar synchronisation stopped', 4, NULL),
       ('Single sign-on with a new certificate', 5, 'In time, with a step-by-step guide.'),
       ('Import skips rows without saying so', 4, 'The list of skipped rows helped.'),
       ('Account locked after three attempts', 5, NULL)
       ) AS verdict (title, rating, feedback)
  JOIN tickets AS ticket ON ticket.title = verdict.title;

INSERT INTO reports (name, description)
VALUES ('Resolution time', 'How long tickets take, by priority and week.'),
       ('Satisfaction', 'Ratings and what customers said.'),
       ('Backlog', 'Tickets that are not resolved, oldest first.');

INSERT INTO scheduled_reports (report_id, recipient_id, schedule, next_run_at)
SELECT report.id, recipient.id, plan.schedule, date_trunc('day', now()) + make_interval(days => plan.days, hours => 7)
  FROM (VALUES
       ('Resolution time', 'ada.okafor@example.com', 'weekly', 7),
       ('Satisfaction', 'ada.okafor@example.com', 'monthly', 30),
       ('Backlog', 'bruno.keller@example.com', 'daily', 1),
       ('Backlog', 'chiara.moretti@example.com', 'daily', 1)
       ) AS plan (report, recipient, schedule, days)
  JOIN reports AS report ON report.name = plan.report
  JOIN users AS recipient ON recipient.email = plan.recipient;

INSERT INTO ticket_messages (ticket_id, author_id, body, created_at)
SELECT ticket.id, author.id, message.body, ticket.created_at + make_interval(mins => message.minutes)
  FROM (VALUES
       ('Data export for our audit', 'chiara', 'The export is ready. Which format do you need, CSV or XML?', 55),
       ('Printing cuts off the last column', 'bruno', 'Does it help if you choose "Fit to page"?', 180),
       ('Some mails arrive hours late', 'ada', 'Please send us the full headers of one of them.', 240),
       ('Some mails arrive hours late', 'farid', 'I will ask our administrator.', 400),
       ('Some mails arrive hours late', 'ada', 'Thank you. We wait for the headers.', 410),
       ('Discount code is not accepted', 'chiara', 'The code begins on Monday. Can you try again then?', 35),
       ('Connection to the warehouse system drops', 'bruno', 'We see it, too: the certificate of their proxy is renewed at that time.', 610)
       ) AS message (title, author, body, minutes)
  JOIN tickets AS ticket ON ticket.title = message.title
  JOIN users AS author ON author.email LIKE message.author || '.%';

INSERT INTO knowledge.users (id, email, password_hash, username, full_name, first_name, last_name, is_active, is_verified, created_at, updated_at)
SELECT gen_random_uuid(), email, '!', split_part(email, '.', 1), name, split_part(name, ' ', 1), split_part(name, ' ', 2), true, true, created_at, created_at
  FROM users
 WHERE role = 'agent';

INSERT INTO knowledge.posts (id, title, slug, content, excerpt, metadata, is_published, published_at, author_id, created_at, updated_at)
SELECT gen_random_uuid(), post.title, post.slug, post.content, post.excerpt, '{"version": "2"}', true, now() - make_interval(days => post.days), author.id,
       now() - make_interval(days => post.days), now() - make_interval(days => post.days)
  FROM (VALUES
       ('Reset a password', 'reset-a-password', 'What to do when the link has expired', 'ada', 40,
        E'The link in the mail is valid for one hour.\n\n1. Open the login page and choose "Forgot password".\n2. Enter the address of the account.\n3. Use the newest mail: each request makes older links invalid.'),
       ('Two-factor codes are refused', 'two-factor-codes', 'The clock of the phone decides', 'bruno', 33,
        E'Codes depend on the time. Switch on the automatic time of the phone, and wait for the next code.\n\nIf the phone is lost, an administrator of your account can remove it under Security.'),
       ('Export more than 1,000 rows', 'export-rows', 'The limit is one of the preview', 'chiara', 21,
        E'The preview ends after 1,000 rows. "Export all" sends the complete file by mail, usually within minutes.'),
       ('Move single sign-on to a new certificate', 'sso-certificate', 'Both certificates are valid for a while', 'ada', 12,
        E'Upload the new certificate under Security, Single sign-on. The old one stays valid until you remove it, so nobody is locked out.'),
       ('Why webhooks arrive twice', 'webhooks-twice', 'Deliveries are repeated until they are confirmed', 'bruno', 5,
        E'A delivery is repeated if your server does not answer with a status of 2xx within ten seconds. Use the id of the event to recognise a repeated one.')
       ) AS post (title, slug, excerpt, author, days, content)
  JOIN knowledge.users AS author ON author.username = post.author;

UPDATE customers SET name = trim(name);
/* The rest of the names is checked by hand. /* Nested. */ */
UPDATE products SET title = replace(title, '  ', ' ') WHERE title LIKE '%  %';

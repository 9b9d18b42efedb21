COPY products (sku, title, price) FROM STDIN;
P-001	Kettle; 1.7 l	39.90
P-002	Cup "blue"	7.50
P-003	Tea \\ green	4.20
\.
INSERT INTO customers (email, name) VALUES ('ada@example.org', 'Ada'), ('grace@example.org', 'Grace; O''Hara');

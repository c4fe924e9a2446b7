"""What the world's programs call the import fields, best name first; parted by |.

Names are compared folded and without spaces, so "E-mail Address", "email_address" and "EmailAddress" are one.
The larger languages stand beside English.
"""

from typing import Final

CUSTOMER_WORDS: Final = {
    "external_id": "external id|customer id|client id|contact id|account number|account no|customer number|"
    "customer no|client number|record id|card id|person id|lead id|id number|entity id|partner id|id|uid|"
    "identifier|rec id|Kundennummer|Kunden-Nr|Kundennr|numéro client|code client|klantnummer|codice cliente|"
    "número de cliente|código cliente|номер клиента|код клиента|رقم العميل|顧客番号",
    "name": "name|customer|customer name|client name|client|display name|contact name|formatted name|full name|"
    "person name|lead name|file as|account holder|contact|Kunde|Kundenname|nom|nom complet|nom du client|"
    "nombre completo|nombre|cliente|nome|nome completo|naam|klant|имя|клиент|ФИО|الاسم|اسم العميل|नाम|名前|氏名|姓名|"
    "이름|imię i nazwisko|ad soyad",
    "given_name": "given name|first name|forename|first|fname|contact first name|Vorname|prénom|nombre de pila|"
    "primeiro nome|voornaam|nome proprio|имя|imię|jméno|الاسم الأول|पहला नाम|名",
    "family_name": "family name|last name|surname|last|lname|Co./Last Name|contact last name|Nachname|Familienname|"
    "nom de famille|apellido|apellidos|cognome|sobrenome|apelido|achternaam|фамилия|nazwisko|příjmení|اسم العائلة|"
    "उपनाम|姓",
    "called": "called|nickname|nick name|preferred name|known as|goes by|Spitzname|Rufname|surnom|apodo|soprannome|"
    "roepnaam|прозвище",
    "company": "company|company name|organization|organisation|organization name|organization 1 name|account name|"
    "business|business name|associated company|section 1 company|employer|Firma|Unternehmen|Firmenname|entreprise|"
    "société|empresa|compañía|azienda|ditta|bedrijf|bedrijfsnaam|организация|компания|الشركة|कंपनी|会社|会社名|公司|회사|"
    "şirket",
    "kind": "kind|company type|customer sub type|is a company|is company|customer type|contact type|type|Kundenart",
    "salutation": "salutation|letter salutation|greeting|Briefanrede|Anrede|formule d'appel|saludo|aanhef",
    "email": "email|email address|primary email|email 1 value|email 1 address|email 1|email id|main email|"
    "email home|home email|personal email|email work|work email|business email|mail|mail address|email and phone|"
    "email phone|contact details|person email|secondary email|email 2 value|email 2 address|alternate email 1|"
    "email other|section 1 email|E-Mail-Adresse|Mailadresse|adresse e-mail|adresse mail|courriel|mél|correo|"
    "correo electrónico|posta elettronica|indirizzo email|e-mailadres|endereço de email|электронная почта|почта|"
    "эл. почта|البريد|البريد الإلكتروني|ईमेल|メール|メールアドレス|邮箱|이메일|e-posta",
    "phone": "phone|phone number|phone numbers|telephone|telephone number|telephone 1|tel|primary phone|main phone|"
    "phone 1 value|phone 1|home phone|phone home|home telephone|business phone|work phone|phone work|"
    "contact number|contact phone|contact|company main phone|person phone|other phone|section 1 phone|landline|"
    "Telefon|Telefonnummer|Festnetz|téléphone|numéro de téléphone|teléfono|telefono|telefone|telefoon|"
    "telefoonnummer|телефон|الهاتف|رقم الهاتف|फ़ोन|फोन|電話|電話番号|电话|전화|home|work",
    "mobile": "mobile|mobile phone|mobile number|mobile no|cell|cell phone|cellphone|phone mobile|home mobile|"
    "section 1 mobile|whatsapp number|whatsapp|Handy|Mobil|Mobilnummer|Mobiltelefon|portable|téléphone portable|"
    "móvil|celular|cellulare|telemóvel|mobiel|gsm|мобильный|мобильный телефон|الجوال|الهاتف المحمول|मोबाइल|携帯|"
    "携帯電話|手机|komórka",
    "language": "language|preferred language|locale|Sprache|langue|idioma|lingua|taal|язык|اللغة|भाषा|言語",
    "birthday": "birthday|date of birth|birth date|dob|Geburtstag|Geburtsdatum|date de naissance|anniversaire|"
    "fecha de nacimiento|cumpleaños|data di nascita|compleanno|data de nascimento|geboortedatum|verjaardag|"
    "дата рождения|день рождения|تاريخ الميلاد|जन्मतिथि|生年月日|birthday yyyy-mm-dd",
    "opened_on": "opened on|customer since|customer since date|client since|member since|create date|created at|"
    "created time|date created|created|created on|date added|registered|registration date|date joined|joined|"
    "Kunde seit|client depuis|cliente desde|klant sinds|клиент с",
    "source": "source|lead source|original source|channel|acquisition source|how did you hear about us|Quelle|"
    "Herkunft|origine|origen|bron|источник|المصدر",
    "persona": "persona|segment|customer segment",
    "tags": "tags|tag|labels|categories|category|group membership|groups|customer group|keywords|Schlagworte|"
    "Kategorien|étiquettes|etiquetas|etichette|метки|الوسوم|टैग",
    "note": "note|notes|comments|comment|remarks|memo|public notes|private notes|internal notes|additional info|"
    "Notiz|Notizen|Bemerkung|Bemerkungen|remarque|remarques|commentaire|commentaires|nota|notas|observaciones|"
    "opmerking|opmerkingen|observações|примечание|примечания|комментарий|ملاحظات|टिप्पणी|नोट|備考|메모",
    "mail_ok": "mail ok|post ok|accepts post|post opt in",
    "email_ok": "email ok|accepts email marketing|email opt in|email permission|email marketing|"
    "email subscriber status|email marketing status|subscribed|newsletter|email consent|Newsletter abonniert",
    "phone_ok": "phone ok|phone opt in|accepts calls",
    "marketing_ok": "marketing ok|accepts marketing|marketing opt in|opt in|marketing consent|marketing permission|"
    "agreed to marketing",
    "deceased_on": "deceased on|deceased date|date of death|died on|death date|Sterbedatum|date de décès|"
    "fecha de fallecimiento|data di morte|дата смерти",
}

REFUSING_WORDS: Final = {
    "mail_ok": "do not mail|post opt out|mail opt out",
    "email_ok": "do not email|email opt out|unsubscribed|unsubscribed from all email|has opted out of email|abgemeldet",
    "phone_ok": "do not call|do not phone|phone opt out",
    "marketing_ok": "do not market|no marketing|marketing opt out|opt out|opted out",
}
"""Columns in which a yes means no permission."""

BIRTHDAY_PARTS: Final = ("birth year", "birth month", "birth day")

ADDRESS_WORDS: Final = {
    "address1": "address 1|street|street 1|street address|address|address line 1|address line one|line 1|"
    "street line 1|address street|Straße|Strasse|Anschrift|Adresse|rue|calle|dirección|domicilio|indirizzo|via|"
    "straat|adres|endereço|rua|адрес|улица|العنوان|पता|住所|地址|주소|ulica|formatted",
    "house_number": "house number|street number|house no|Hausnummer|Hausnr|huisnummer|numero civico|номер дома",
    "address2": "address 2|street 2|address line 2|address line two|line 2|street line 2|apt/suite|apartment|suite|"
    "extended address|Adresszusatz|complément d'adresse|complemento|toevoeging",
    "address3": "address 3|street 3|address line 3|line 3",
    "address4": "address 4|street 4|address line 4|line 4",
    "city": "city|town|locality|suburb|town/city|Ort|Stadt|Wohnort|ville|commune|ciudad|población|localidad|città|"
    "comune|plaats|woonplaats|stad|cidade|город|المدينة|शहर|市区町村|城市|miasto|location",
    "region": "region|state|state/province|province/state|province|county|prefecture|province code|Bundesland|"
    "Kanton|département|région|provincia|estado|регион|область|المنطقة|राज्य|都道府県|省|województwo",
    "postcode": "postcode|postal code|post code|zip|zip code|zip/postal code|postal code/zip code|pin code|PLZ|"
    "Postleitzahl|code postal|código postal|CAP|CEP|почтовый индекс|индекс|الرمز البريدي|पिन कोड|郵便番号|邮编|"
    "kod pocztowy|postnummer|code",
    "country": "country|country/region|country code|country id|country name|Land|Staat|pays|país|paese|nazione|"
    "страна|الدولة|البلد|देश|国|国家|kraj|ülke",
}

ADDRESS_FIELDS: Final = {"house_number": "address1", "address3": "address2", "address4": "address2"}
"""Parts of an address that join another one's field."""

ADDRESS_PLACES: Final = (
    ("", ""),
    ("mailing", "mailing|postal|po|main|default|default address|primary|address|primary address"),
    ("billing", "billing|bill to|billing address|bill to address|invoice"),
    ("home", "home|home address|address 1|addr 1|personal|contact|customer|client|section 1"),
    ("work", "business|work|company|business address|work address|office|organization"),
    ("shipping", "shipping|ship to|ship|shipping address|ship to address|delivery|delivery address|sa"),
    ("other", "other|other address|address 2|addr 2"),
)
"""Where an address stands; all its columns come from one place, the first that has any."""

OWNER_WORDS: Final = "customer|client|contact|person|lead|buyer|billing|bill to|primary|main|home|addr 1|member|Kunden"
"""What may stand before a name of a column: "Customer E-mail", "billing_phone"."""

SALE_WORDS: Final = {
    "external_id": "external id|sale id|transaction id|line item id|order id|order number|order no|order|"
    "invoice number|invoice no|invoice|invoice id|num|receipt number|receipt no|receipt|document number|number|id|"
    "Rechnungsnummer|Belegnummer|numéro de facture|número de factura|numero fattura|factuurnummer|номер счета",
    "customer": "customer|customer id|customer number|customer no|client id|client number|buyer|buyer user id|"
    "contact id|account number|master id|client|contact|Kundennummer|id",
    "customer_name": "customer name|client name|full name|ship name|billing name|buyer name|contact name|customer|"
    "client|buyer|name|contact|Kunde|Kundenname|nom du client|cliente|klant|клиент|العميل|ग्राहक|顧客",
    "customer_email": "customer email|email|billing email|client email|email address|email recipient|buyer email|"
    "E-Mail-Adresse|courriel|correo electrónico|электронная почта|البريد الإلكتروني",
    "date": "date|sale date|order date|invoice date|date issued|transaction date|document date|purchase date|"
    "date of sale|created at|paid at|date paid|Datum|Rechnungsdatum|Verkaufsdatum|date de vente|date facture|fecha|"
    "data|дата|التاريخ|तारीख|日付",
    "product": "product|item|item name|product name|item product|line item|lineitem name|line item 1|"
    "product/service|transaction line description|item description|description|memo/description|Artikel|Produkt|"
    "produit|article|producto|prodotto|produto|товар|المنتج|उत्पाद|商品|sku",
    "quantity": "quantity|qty|item quantity|lineitem quantity|units|number of items|Menge|Anzahl|quantité|cantidad|"
    "quantità|aantal|quantidade|количество|الكمية|मात्रा|数量",
    "amount": "line total|item total|lineitem total|amount|sale amount|total|order total|total amount|grand total|"
    "line subtotal|amount before sales tax|gross amount|net amount|price|value|order value|revenue|dollars|"
    "subtotal|Betrag|Summe|Gesamtbetrag|montant|total ttc|importe|importo|totale|bedrag|valor|сумма|المبلغ|राशि|金額",
    "cost": "cost|cost price|total cost|cost of goods|cogs|Wareneinsatz|Einkaufspreis|coût|coste|costo",
    "refund_of": "refund of|refunded sale|original sale|original order",
    "gift_reveal_on": "gift reveal on",
    "note": "note|notes|comment|comments|memo|public notes|notes/memo|Notiz|Bemerkung|remarque|nota|opmerking|"
    "примечание",
}

COMPLAINT_WORDS: Final = {
    "external_id": "external id|complaint id|complaint number|complaint no|case id|case number|case no|ticket id|"
    "ticket number|ticket no|ticket|reference|id|number|Beschwerdenummer|Vorgangsnummer|Vorgang|numéro de dossier|"
    "número de caso|numero pratica|klachtnummer",
    "customer": "customer|customer id|customer number|customer no|client id|client number|account number|contact id|"
    "client|customer email|email|email address|customer name|client name|full name|name|contact|complainant|"
    "Kundennummer|Kunde|Kundenname|nom du client|cliente|klant|клиент|العميل|ग्राहक|顧客",
    "received_on": "received on|received|date received|complaint date|date of complaint|reported on|reported|"
    "date reported|date|logged on|opened on|opened|created on|created at|created|Eingang|Eingangsdatum|Datum|"
    "date de réception|fecha|data|дата|التاريخ|तारीख|日付",
    "via": "via|channel|received via|received by|how received|contact method|medium|Kanal|canal|canale|kanaal|канал",
    "text": "text|complaint|complaint text|complaint description|description of complaint|what happened|grievance|"
    "description|details|issue|problem|message|feedback|comments|comment|Beschwerde|Reklamation|Beschreibung|"
    "réclamation|plainte|queja|reclamación|descripción|reclamo|klacht|omschrijving|жалоба|описание|شكوى|शिकायत|投诉|苦情",
    "category": "category|complaint category|complaint type|type of complaint|type|reason|Kategorie|catégorie|"
    "categoría|categoria|categorie|категория",
    "severity": "severity|priority|urgency|Schweregrad|Priorität|Dringlichkeit|gravité|priorité|gravedad|prioridad|"
    "gravità|priorità|prioriteit|приоритет",
    "sale": "sale|sale id|order id|order number|order no|order|invoice number|invoice no|invoice|receipt number|"
    "receipt|Bestellnummer|Rechnungsnummer|numéro de commande|número de pedido|номер заказа",
    "remedy_sought": "remedy sought|remedy|desired outcome|desired resolution|requested resolution|resolution wanted|"
    "what would put it right|Wunsch|gewünschte Lösung|solution souhaitée|solución deseada",
}

REFERRAL_WORDS: Final = {
    "external_id": "external id|referral id|referral number|referral no|referral code|reference|id|number|"
    "Empfehlungsnummer",
    "referrer": "referrer|referred by|recommended by|introduced by|sent by|referrer name|name of referrer|referrer id|"
    "referring customer|advocate|referral source|empfohlen von|Empfehlender|recommandé par|parrain|recomendado por|"
    "referido por|presentato da|aanbevolen door|рекомендовал",
    "introduced": "introduced|friend|friend name|name of friend|friend's name|referred friend|referred person|"
    "person referred|referred|referral|referral name|referee|introduced person|new customer|new client|new contact|"
    "lead|prospect|Empfohlene|Empfohlener|Freund|ami|filleul|amigo|amico|vriend|друг",
    "on": "on|introduced on|referred on|referral date|date referred|date of referral|date introduced|"
    "introduction date|date|day|created at|created on|created|Empfehlungsdatum|Datum|date de parrainage|fecha|data|"
    "дата|التاريخ|तारीख|日付",
    "customer": "customer|customer id|customer number|customer no|client|client id|client number|new customer id|"
    "new customer number|referred customer|account number|customer email|customer name|Kunde|Kundennummer|cliente|"
    "klant|клиент",
    "status": "status|referral status|stage|state|result|outcome|Stand|statut|estado|stato|статус",
    "reward": "reward|reward amount|referral reward|reward given|reward paid|bonus|referral bonus|commission|"
    "credit|incentive|referral fee|Prämie|Belohnung|récompense|prime|recompensa|premio|beloning",
    "note": "note|notes|comment|comments|remarks|memo|Notiz|Bemerkung|remarque|nota|opmerking|примечание",
}

TELLING_WORDS: Final = (
    "received on|complaint|complaint id|complaint number|complaint no|complaint date|date of complaint|"
    "complaint text|complaint description|description of complaint|complaint category|complaint type|grievance|"
    "what happened|remedy sought|desired outcome|desired resolution|Beschwerde|Beschwerdenummer|Reklamation|"
    "réclamation|plainte|queja|reclamación|reclamo|klacht|klachtnummer|жалоба|شكوى|शिकायत|投诉|苦情"
)
"""Columns that only a list of complaints has."""

TELLING_REFERRAL_WORDS: Final = (
    "referrer|referred by|recommended by|introduced by|referrer name|name of referrer|referring customer|friend|"
    "friend name|friend's name|referred friend|referred person|person referred|referral|referral name|referral id|"
    "referral number|referral date|date referred|referral status|referral reward|referral bonus|introduced|"
    "empfohlen von|Empfehlender|Empfehlungsdatum|recommandé par|parrain|filleul|recomendado por|referido por|"
    "presentato da|aanbevolen door|рекомендовал"
)
"""Columns that tell of who brought whom."""

TOTAL_WORDS: Final = (
    "total|totals|grand total|subtotal|sum|Summe|Gesamt|Gesamtsumme|somme|totale|totales|totaal|итого|всего|المجموع|"
    "कुल|合計|razem|toplam"
)

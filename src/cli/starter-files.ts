/** The files that `sendspec init` writes. A test checks, renders and sends them. */
export const starterFiles: Readonly<Record<string, string>> = {
  'sendspec.config.yaml': `# Settings of this project. The page access token never stands here: it comes from the
# environment (PAGE_ACCESS_TOKEN), --token-file or --token-command.
language: en                 # of the texts in the message files
api: v21.0                   # rules to check by: v21.0, or current for Meta's rules of 2026
channel: messenger           # or instagram, or a list of both
# page_id: "1234567890"      # needed to send with --live
`,
  'welcome.msg.yaml': `# A message file. The field names are the Send API's own.
params:                      # what the data of each contact must hold
  first_name: string(40)?    # at most 40 characters; "?": may be missing
  shop_url: url

messages:
  welcome:
    description: Answer to Get Started.
    messaging_type: RESPONSE
    steps:
      - typing: 1s
      - text: Hi {{default first_name "there"}}, welcome!
        buttons:
          - Open the shop -> {{shop_url}}
          - Talk to a person -> HUMAN
      - text: What can I do for you?
        quick_replies:
          - Show me what's new -> NEW
          - Where is my order? -> ORDER
    examples:
      - name: a new customer
        data: { first_name: Ana, shop_url: https://shop.example/ }
      - name: no name known
        data: { shop_url: https://shop.example/ }
`,
  'contacts.csv': `psid,first_name,shop_url
10000000000000001,Ana,https://shop.example/
10000000000000002,Jörg,https://shop.example/de
10000000000000003,,https://shop.example/
10000000000000004,Ευγενία,https://shop.example/el
10000000000000005,美咲,https://shop.example/ja
`,
  '.gitignore': `# journals of sends
.sendspec/
`,
};

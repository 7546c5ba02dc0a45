using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leeway.Generator.Tests.Driving;

namespace Leeway.Generator.Tests.Fields;

/// <summary>
/// The custom fields of a site that does not exist: every type, and names that clash, are not Latin, or are hostile; or the fields of the
/// simulator.
/// </summary>
internal sealed class SyntheticSite
{
    /// <summary>A file of two fields.</summary>
    public const string Small = """
        {
          "version": 1,
          "site": "https://acme.atlassian.net",
          "fields": [
            {"id": "customfield_1", "name": "Effort", "schema": {"type": "number", "custom": "com.atlassian.jira.plugin.system.customfieldtypes:float", "customId": 1}},
            {"id": "customfield_2", "name": "Severity", "schema": {"type": "option", "custom": "com.atlassian.jira.plugin.system.customfieldtypes:select", "customId": 2}, "options": [
              {"id": "10", "value": "High"},
              {"id": "11", "value": "Very low", "disabled": true}
            ]}
          ]
        }
        """;

    /// <summary>The number of the simulator among the sites.</summary>
    public const int Simulator = 3;

    private const int Count = 200;
    private const string Platform = "com.atlassian.jira.plugin.system.customfieldtypes:";
    private const string User = """{"self":"https://a/1","accountId":"5b","displayName":"Mia","active":true}""";
    private const string Option = """{"self":"https://a/2","value":"High","id":"10"}""";
    private const string Group = """{"name":"staff","groupId":"1-2"}""";
    private const string Version = """{"self":"https://a/3","id":"1","name":"1.0","archived":false,"released":true}""";

    /// <summary>The types with a value, and how it is written after it was assigned if that differs.</summary>
    private static readonly (string Type, string? Items, string Custom, string Json, string? Assigned)[] s_types =
    [
        ("number", null, Platform + "float", "13.5", null),
        ("string", null, Platform + "textfield", "\"a \\\"b\\\"\"", null),
        ("string", null, Platform + "url", "\"https://example.com/?a=b\"", null),
        ("string", null, Platform + "readonlyfield", "\"r\"", null),
        ("number", null, Platform + "importid", "7", null),
        ("string", null, Platform + "textarea", """{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"x"}]}]}""", null),
        ("date", null, Platform + "datepicker", "\"2026-07-01\"", null),
        ("datetime", null, Platform + "datetime", "\"2026-07-01T10:00:00.000+0200\"", null),
        ("array", "string", Platform + "labels", """["a","b"]""", null),
        ("option", null, Platform + "select", Option, """{"value":"High"}"""),
        ("option", null, Platform + "radiobuttons", Option, """{"value":"High"}"""),
        ("array", "option", Platform + "multiselect", $"[{Option},{Option}]", null),
        ("array", "option", Platform + "multicheckboxes", $"[{Option}]", null),
        ("option-with-child", null, Platform + "cascadingselect", """{"value":"A","id":"1","child":{"value":"B","id":"2"}}""", null),
        ("user", null, Platform + "userpicker", User, null),
        ("array", "user", Platform + "multiuserpicker", $"[{User}]", null),
        ("array", "user", Platform + "people", $"[{User}]", null),
        ("group", null, Platform + "grouppicker", Group, null),
        ("array", "group", Platform + "multigrouppicker", $"[{Group}]", null),
        ("version", null, Platform + "version", Version, null),
        ("array", "version", Platform + "multiversion", $"[{Version}]", null),
        ("project", null, Platform + "project", """{"self":"https://a/4","id":"1","key":"A","name":"N","simplified":false}""", null),
        ("array", "component", "com.example:components", """[{"id":"1","name":"c","self":"https://a/5"}]""", null),
        ("array", "json", "com.pyxis.greenhopper.jira:gh-sprint", """[{"id":1,"name":"S","state":"active","boardId":2,"goal":""}]""", null),
        ("any", null, "com.pyxis.greenhopper.jira:gh-epic-link", "\"DEMO-1\"", null),
        ("array", "cmdb-object-field", "com.atlassian.jira.plugins.cmdb:cmdb-object-cftype", """[{"workspaceId":"w","id":"w:1","objectId":"1"}]""", null),
        ("issuetype", null, "com.example:issuetype", """{"id":"1","name":"Task","subtask":false}""", null),
        ("priority", null, "com.example:priority", """{"id":"1","name":"High"}""", null),
        ("resolution", null, "com.example:resolution", """{"id":"1","name":"Done"}""", null),
        ("status", null, "com.example:status", """{"id":"1","name":"Open"}""", null),
        ("securitylevel", null, "com.example:security", """{"id":"1","name":"Secret"}""", null),
        ("timetracking", null, "com.example:time", """{"originalEstimate":"1h","originalEstimateSeconds":3600}""", null),
        ("array", "attachment", "com.example:attachments", """[{"id":"1","filename":"a.txt","size":3}]""", null),
        ("array", "number", "com.example:numbers", "[1,2.5]", null),
        ("array", "date", "com.example:dates", """["2026-07-01"]""", null),
        ("any", null, "com.pyxis.greenhopper.jira:gh-lexo-rank", "\"0|i000:\"", null),
        ("team", null, Platform + "atlassian-team", """{"id":"1","title":"T"}""", null),
        ("string", null, "ari:cloud:ecosystem::extension/1/2/static/x", """{"deep":[1.50,null]}""", null),
        ("array", "thing", "com.example:things", """[{"a":1},7]""", null),
        ("sd-servicelevelagreement", null, "com.atlassian.servicedesk:sd-sla-field", """{"id":"1","completedCycles":[]}""", null),
    ];

    private static readonly string[][] s_names =
    [
        [
            "Story Points", "Severity", "Severity", "severity", "Severity Field 10001", "Summary", "Sprint", "Count", "Order", "First", "Where", "Field",
            "Issue Fields", "Custom Fields", "Issue Field Ids", "Equals", "Get Hash Code", "To String", "Get", "Item", "get_Severity", "Team-A/B", "C", "C++",
            "1st", "2.5", "25", "2 5", "Task", "Type", "System", "Leeway", "Global",
        ],
        [
            "Größe (kg)", "größe kg", "Приоритет", "优先级", "优先级", "名前", "שם", "المدينة", "नाम", "ชื่อ", "한국어 이름", "🚀", "🚀🚀", "e\u0301tat", "état",
            "ΑΒΓ", "İstanbul", "ısı", "ÜBERSICHT", "٣ items", "\u0301", "ǅ", "a\u200Db", "Ⅷ", "ßa", "１２", "数1。2", "数12", "Ünit-Æ", "日本 名前",
        ],
        [
            "*/ } class X { /*", "\"); System.Console.WriteLine(\"", "</summary><see cref=\"X\"/>", "a\u2028b", "a\nb\r\nc", "\u202Eevil", "class", "int", "value",
            "fields", "__arglist", "{0}", "$\"{x}\"", "\\u0041", "", "   ", "//", "#pragma warning disable", "@event", "field", "record", "-->", "]]>", "\0", "\u0085x",
            "global::System", "extension", "required", "nameof", "a\tb", "\\", "\"\"\"", "'", "<", "&amp;", "x\u0000y", "﻿bom",
        ],
    ];

    private SyntheticSite(string text, IReadOnlyList<SyntheticField> fields)
    {
        Document = new DocumentInput("/consumer/jira.fields.json", text) { IsFields = true };
        Fields = fields;
    }

    /// <summary>A file that is read with a warning.</summary>
    public static string Odd => Small.Replace("\"version\"", "\"odd\": 1, \"version\"", StringComparison.Ordinal);

    public DocumentInput Document { get; }

    public IReadOnlyList<SyntheticField> Fields { get; }

    /// <summary>The fields of an issue of the site.</summary>
    public string Issue => new JsonObject(Fields.Select(static f => KeyValuePair.Create(f.Id, JsonNode.Parse(f.Json)))).ToJsonString();

    /// <summary>Creates one of the three sites, or reads the fields and an issue of the simulator.</summary>
    public static SyntheticSite Create(int site)
    {
        if (site == Simulator)
        {
            return ReadSimulator();
        }

        string[] names = [.. s_names[site], .. s_names[site].Select(static name => new string('n', 300) + name)];
        var array = new JsonArray();
        List<SyntheticField> fields = [];
        for (int i = 0; i < Count; i++)
        {
            (string type, string? items, string custom, string json, string? assigned) = s_types[i % s_types.Length];
            string id = string.Create(CultureInfo.InvariantCulture, $"customfield_{10000 + i}");
            var field = new JsonObject
            {
                ["id"] = id,
                ["name"] = i < names.Length ? names[i] : string.Create(CultureInfo.InvariantCulture, $"Field {type} {i}"),
                ["schema"] = new JsonObject { ["type"] = type, ["custom"] = custom, ["customId"] = 10000 + i },
            };
            if (items is not null)
            {
                field["schema"]!["items"] = items;
            }

            if ("option" == (items ?? type))
            {
                field["options"] = CreateOptions(s_names[(site + i) % s_names.Length]);
            }

            array.Add(field);
            fields.Add(new SyntheticField(id, json, assigned ?? json));
        }

        var file = new JsonObject { ["version"] = 1, ["site"] = "https://acme.atlassian.net/*/\"</summary>", ["fields"] = array };
        return new SyntheticSite(file.ToJsonString(new JsonSerializerOptions { WriteIndented = true }), fields);
    }

    /// <summary>Reads what the tests of the tool have approved: the file that it writes for the simulator, and the custom fields of an issue there.</summary>
    private static SyntheticSite ReadSimulator()
    {
        string text = ReadApproved("simulator.fields");
        var issue = (JsonObject)JsonNode.Parse(ReadApproved("simulator.issue"))!;
        IEnumerable<SyntheticField> fields = ((JsonArray)JsonNode.Parse(text)!["fields"]!).Select(field =>
        {
            string id = (string)field!["id"]!;
            JsonNode? value = issue[id];
            string json = value?.ToJsonString() ?? "null";
            bool isOption = (string?)field["schema"]!["type"] == "option" && value is not null;
            return new SyntheticField(id, json, isOption ? new JsonObject { ["value"] = (string?)value!["value"] }.ToJsonString() : json);
        });
        return new SyntheticSite(text, [.. fields]);
    }

    private static string ReadApproved(string name) =>
        File.ReadAllText(Path.Combine(Repository.Root, "tests", "Cli.Tests", "Fields", name + ".verified.txt"));

    private static JsonArray CreateOptions(string[] values) =>
    [
        new JsonObject { ["id"] = "1", ["value"] = "High" },
        .. values.Select(static (value, i) => new JsonObject { ["id"] = string.Create(CultureInfo.InvariantCulture, $"{i + 10}"), ["value"] = value, ["disabled"] = i == 0 }),
    ];
}

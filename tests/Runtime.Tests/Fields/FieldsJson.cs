using System.Text;
using Leeway.Fields;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Runtime.Tests.Fields;

/// <summary>Fields of an issue as a site returns them, and the two ways of writing.</summary>
internal static class FieldsJson
{
    /// <summary>A system field of each property, and custom fields of the kinds that sites have.</summary>
    public const string Full = """
        {
          "summary": "Pay \u00fcber \"PayPal\"",
          "description": {"version":1,"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"Body"}]}]},
          "environment": {"version":1,"type":"doc","content":[]},
          "status": {"self":"https://x/status/3","description":"","iconUrl":"https://x/","name":"進行中","id":"3","statusCategory":{"self":"https://x/4","id":4,"key":"indeterminate","colorName":"yellow","name":"進行中"},"other":[1]},
          "statusCategory": {"id":4,"key":"indeterminate","colorName":"yellow","name":"進行中"},
          "assignee": {"self":"https://x/u","accountId":"5b10","emailAddress":"","avatarUrls":{"48x48":"/a.png"},"displayName":"Mia","active":true,"timeZone":"Europe/Berlin","accountType":"atlassian"},
          "reporter": {"accountId":"5b11"},
          "creator": {"accountId":"5b12"},
          "priority": {"self":"https://x/p","iconUrl":"https://x/p.svg","name":"High","id":"2"},
          "resolution": {"self":"https://x/r","id":"10000","description":"Done.","name":"Done"},
          "issuetype": {"self":"https://x/t","id":"10001","description":"","iconUrl":"","name":"Task","subtask":false,"avatarId":10318,"entityId":"6b","hierarchyLevel":0},
          "project": {"self":"https://x/j","id":"10000","key":"DEMO","name":"Demo","projectTypeKey":"software","simplified":false,"avatarUrls":{},"projectCategory":{"id":"1","name":"Ours"}},
          "parent": {"id":"10010","key":"DEMO-1","self":"https://x/i","fields":{"summary":"Epic","status":{"name":"Open"},"priority":{"name":"Low"},"issuetype":{"name":"Epic","hierarchyLevel":1}}},
          "labels": ["a","b"],
          "components": [{"self":"https://x/c","id":"1","name":"API","description":"x"}],
          "fixVersions": [{"self":"https://x/v","id":"2","name":"1.0","archived":false,"released":true,"releaseDate":"2026-03-01"}],
          "versions": [{"id":"3","name":"0.9"}],
          "duedate": "2026-11-30",
          "created": "2021-10-07T13:01:30.368-0700",
          "updated": "2021-10-08T13:01:30.368+0000",
          "resolutiondate": "2021-10-09T13:01:30.368+0000",
          "statuscategorychangedate": "2021-10-10T13:01:30.368+0000",
          "lastViewed": "2021-10-11T13:01:30.368+0000",
          "timetracking": {"originalEstimate":"2d","remainingEstimate":"1d","timeSpent":"1d","originalEstimateSeconds":57600,"remainingEstimateSeconds":28800,"timeSpentSeconds":28800},
          "timespent": 28800,
          "timeestimate": 28801,
          "timeoriginalestimate": 57600,
          "aggregatetimespent": 28802,
          "aggregatetimeestimate": 28803,
          "aggregatetimeoriginalestimate": 57601,
          "workratio": -1,
          "progress": {"progress":28800,"total":57600,"percent":50},
          "aggregateprogress": {"progress":0,"total":0},
          "votes": {"self":"https://x/votes","votes":2,"hasVoted":false},
          "watches": {"self":"https://x/watchers","watchCount":3,"isWatching":true},
          "attachment": [{"self":"https://x/a","id":"9","filename":"a.png","author":{"accountId":"5b10"},"created":"2021-10-07T13:01:30.368-0700","size":23123,"mimeType":"image/png","content":"https://x/c","thumbnail":"https://x/t"}],
          "comment": {"comments":[{"self":"https://x/k","id":"7","author":{"accountId":"5b10"},"body":{"version":1,"type":"doc","content":[]},"updateAuthor":{"accountId":"5b10"},"created":"2021-10-07T13:01:30.368-0700","updated":"2021-10-07T13:01:30.368-0700","jsdPublic":true,"visibility":{"type":"role","value":"Admin","identifier":"Admin"}}],"self":"https://x","maxResults":1,"total":4,"startAt":0},
          "worklog": {"startAt":0,"maxResults":20,"total":30,"worklogs":[{"self":"https://x/w","author":{"accountId":"5b10"},"updateAuthor":{"accountId":"5b10"},"comment":{"version":1,"type":"doc","content":[]},"created":"2021-10-07T13:01:30.368-0700","updated":"2021-10-07T13:01:30.368-0700","started":"2021-10-07T13:01:30.368-0700","timeSpent":"1h","timeSpentSeconds":3600,"id":"8","issueId":"10000"}]},
          "issuelinks": [{"id":"5","self":"https://x/l","type":{"id":"1","name":"Blocks","inward":"is blocked by","outward":"blocks","self":"https://x/lt"},"outwardIssue":{"id":"6","key":"DEMO-6","self":"https://x","fields":{"summary":"Other"}}}],
          "subtasks": [{"id":"11","key":"DEMO-11","fields":{"summary":"Sub"}}],
          "security": {"self":"https://x/s","id":"10021","description":"","name":"Staff"},
          "issuerestriction": {"issuerestrictions":{"projectrole":[{"id":"10008"}]},"shouldDisplay":true},
          "sprint": {"id":37,"self":"https://x/sprint/37","state":"active","name":"Sprint 1","startDate":"2015-04-11T15:22:00.000+10:00","endDate":"2015-04-20T01:22:00.000Z","originBoardId":5,"goal":""},
          "closedSprints": [{"id":23,"state":"closed","name":"Sprint 0","completeDate":"2015-04-20T11:04:00.000+10:00","boardId":5}],
          "epic": {"id":38,"self":"https://x/epic","name":"Epic","summary":"All","color":{"key":"color_4"},"done":false},
          "flagged": true,
          "customfield_10016": 5.50,
          "customfield_10017": null,
          "customfield_10018": {"hasEpicLinkFieldDependency":false,"showField":false,"nonEditableReason":{"reason":"X","message":"Y"}},
          "customfield_10019": "0|i0000f:",
          "customfield_10020": [{"id":37,"name":"Sprint 1","state":"active","boardId":5}],
          "customfield_10021": {"self":"https://x/o","value":"Europe","id":"10100","child":{"value":"Germany","id":"10101"}},
          "customfield_10022": [{"value":"A","id":"1"},{"value":"B","id":"2"}],
          "customfield_10023": [{"workspaceId":"w","id":"w:88","objectId":"88"}],
          "customfield_10024": "{}",
          "customfield_10025": 12345678901234567890123456789,
          "customfield_10026": [],
          "customfield_10027": "2026-11-30",
          "customfield_10028": "2021-10-07T13:01:30.368-0700",
          "customfield_10029": [{"name":"admins","groupId":"g","self":"https://x/g"}]
        }
        """;

    public static IssueFields Read(string json, JsonModelOptions? options = null) => Json.JsonAssert.Read<IssueFields>(json, options);

    public static string Write(IssueFields fields) => Json.JsonAssert.Write(fields);

    /// <summary>Writes what the body of an edit has.</summary>
    public static string WriteChanges(IssueFields fields) =>
        Encoding.UTF8.GetString(JsonModelSerializer.WriteToArray<IssueFields, IssueFieldsChangesCodec>(fields));
}

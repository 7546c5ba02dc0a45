using System.Globalization;
using System.Text;

namespace Leeway.Benchmarks.Fields;

/// <summary>The fields of an issue with 20 system fields and 100 custom fields of the kinds that sites have.</summary>
internal static class SampleFields
{
    private static readonly string[] s_system =
    [
        """
        "statuscategorychangedate":"2021-10-07T13:01:30.368-0700"
        """,
        """
        "issuetype":{"self":"https://example.atlassian.net/rest/api/3/issuetype/10001","id":"10001","description":"A task.","iconUrl":"https://example.atlassian.net/icon.svg","name":"Task","subtask":false,"avatarId":10318,"hierarchyLevel":0}
        """,
        """
        "timespent":null
        """,
        """
        "project":{"self":"https://example.atlassian.net/rest/api/3/project/10000","id":"10000","key":"DEMO","name":"Demo","projectTypeKey":"software","simplified":false,"avatarUrls":{"48x48":"https://example.atlassian.net/48","24x24":"https://example.atlassian.net/24"}}
        """,
        """
        "fixVersions":[]
        """,
        """
        "resolution":null
        """,
        """
        "resolutiondate":null
        """,
        """
        "workratio":-1
        """,
        """
        "lastViewed":"2021-10-07T13:01:30.368-0700"
        """,
        """
        "watches":{"self":"https://example.atlassian.net/rest/api/3/issue/DEMO-1/watchers","watchCount":1,"isWatching":true}
        """,
        """
        "created":"2021-10-07T13:01:30.368-0700"
        """,
        """
        "priority":{"self":"https://example.atlassian.net/rest/api/3/priority/3","iconUrl":"https://example.atlassian.net/medium.svg","name":"Medium","id":"3"}
        """,
        """
        "labels":["backend","payments"]
        """,
        """
        "versions":[]
        """,
        """
        "issuelinks":[]
        """,
        """
        "assignee":{"self":"https://example.atlassian.net/rest/api/3/user?accountId=5b10ac8d82e05b22cc7d4ef5","accountId":"5b10ac8d82e05b22cc7d4ef5","avatarUrls":{"48x48":"https://example.atlassian.net/48","24x24":"https://example.atlassian.net/24"},"displayName":"Mia Krystof","active":true,"timeZone":"Australia/Sydney","accountType":"atlassian"}
        """,
        """
        "updated":"2021-10-08T13:01:30.368-0700"
        """,
        """
        "status":{"self":"https://example.atlassian.net/rest/api/3/status/10001","description":"","iconUrl":"https://example.atlassian.net/","name":"Done","id":"10001","statusCategory":{"self":"https://example.atlassian.net/rest/api/3/statuscategory/3","id":3,"key":"done","colorName":"green","name":"Done"}}
        """,
        """
        "components":[]
        """,
        """
        "summary":"Pay with a card"
        """,
    ];

    private static readonly string[] s_custom =
    [
        "null", "null", "null", "null", "null", "5.0", "\"0|i0000f:\"", "[]", "\"2021-10-07T13:01:30.368-0700\"",
        """{"self":"https://example.atlassian.net/rest/api/3/customFieldOption/10100","value":"Europe","id":"10100"}""",
    ];

    /// <summary>The object.</summary>
    public static byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(CreateText());

    private static string CreateText()
    {
        IEnumerable<string> custom = Enumerable.Range(0, 100).Select(static n => string.Create(
            CultureInfo.InvariantCulture, $"\"customfield_{10000 + n}\":{s_custom[n % s_custom.Length]}"));
        return "{" + string.Join(',', [.. s_system, .. custom]) + "}";
    }
}

using System.Text;

namespace Leeway.Benchmarks.Json;

/// <summary>A page of Jira projects of about 40 kB, like a response of <c>GET /rest/api/3/project/search?expand=...</c>.</summary>
internal static class ProjectPage
{
    private const int Count = 19;

    private static readonly string[] s_sizes = ["48x48", "24x24", "16x16", "32x32"];

    /// <summary>The page. Times are in RFC 3339 format, because System.Text.Json cannot read the format of Jira.</summary>
    public static byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(CreateText());

    /// <summary>A user of the page, like a response of <c>GET /rest/api/3/myself</c>.</summary>
    public static byte[] UserUtf8 { get; } = Encoding.UTF8.GetBytes(CreateUser(7));

    private static string CreateText()
    {
        IEnumerable<string> projects = Enumerable.Range(0, Count).Select(CreateProject);
        return $$"""
            {"self":"https://example.atlassian.net/rest/api/3/project/search?maxResults={{Count}}&startAt=0","nextPage":"https://example.atlassian.net/rest/api/3/project/search?maxResults={{Count}}&startAt={{Count}}","maxResults":{{Count}},"startAt":0,"total":412,"isLast":false,"values":[{{string.Join(',', projects)}}]}
            """;
    }

    private static string CreateProject(int number) => $$$"""
        {"expand":"description,lead,issueTypes,url,projectKeys,permissions,insight","self":"https://example.atlassian.net/rest/api/3/project/{{{10000 + number}}}","id":"{{{10000 + number}}}","key":"TEAM{{{number}}}","description":"Everything that team {{{number}}} ships.\nAsk in \"#team-{{{number}}}\" first.","lead":{{{CreateUser(number)}}},"issueTypes":[{{{string.Join(',', Enumerable.Range(0, 2).Select(CreateIssueType))}}}],"name":"Team {{{number}}}","avatarUrls":{{{CreateAvatars("project/" + (10400 + number))}}},"projectCategory":{"self":"https://example.atlassian.net/rest/api/3/projectCategory/10001","id":"10001","name":"Product","description":"What customers see"},"projectTypeKey":"software","simplified":{{{(number % 2 == 0 ? "true" : "false")}}},"style":"{{{(number % 2 == 0 ? "next-gen" : "classic")}}}","isPrivate":false,"properties":{},"uuid":"7d4f2a10-0b7e-4c53-9f0e-{{{number:d12}}}","insight":{"totalIssueCount":{{{1203 + (number * 37)}}},"lastIssueUpdateTime":"2025-03-{{{1 + (number % 28):d2}}}T09:{{{number:d2}}}:31.368+00:00"}}
        """;

    private static string CreateUser(int number) => $$"""
        {"self":"https://example.atlassian.net/rest/api/3/user?accountId=5b10ac8d82e05b22cc7d4e{{number:d2}}","accountId":"5b10ac8d82e05b22cc7d4e{{number:d2}}","avatarUrls":{{CreateAvatars("user/5b10ac8d82e05b22cc7d4e" + number)}},"displayName":"Lead of team {{number}}","active":true}
        """;

    private static string CreateIssueType(int number) => $$"""
        {"self":"https://example.atlassian.net/rest/api/3/issuetype/{{10000 + number}}","id":"{{10000 + number}}","description":"A small, distinct piece of work.","iconUrl":"https://example.atlassian.net/rest/api/2/universal_avatar/view/type/issuetype/avatar/{{10300 + number}}?size=medium","name":"Task {{number}}","subtask":false,"avatarId":{{10300 + number}},"hierarchyLevel":0}
        """;

    private static string CreateAvatars(string path) =>
        "{" + string.Join(',', s_sizes.Select(s => $"\"{s}\":\"https://avatar-management--avatars.us-west-2.prod.public.atl-paas.net/{path}/{s}.png\"")) + "}";
}

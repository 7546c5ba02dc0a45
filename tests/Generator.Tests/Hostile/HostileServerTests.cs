using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Leeway.Generator.Tests.Driving;
using Leeway.TimeLimit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leeway.Generator.Tests.Hostile;

/// <summary>Checks that random hostile servers, variables and options lead to a diagnostic, or to the server that the document or the project names.</summary>
/// <remarks>
/// The oracle shares no code with the generator: it replaces the variables in the text of each server, and compares the result with the
/// literal in the generated code, as a strict expression and as <see cref="Uri"/>, which the runtime uses, read it.
/// </remarks>
public partial class HostileServerTests
{
    private const int Documents = 10_000;

    /// <summary>Documents are generated together, each in its own namespace, because a run takes longer than a document.</summary>
    private const int DocumentsPerRun = 100;

    /// <summary>Characters with a meaning in an address, or that look like one.</summary>
    private const string Characters = "\\/@:?#{}%.\"' \u00A0\u2044\uFF0E\uFF20\u202E\uFEFF";

    private const string Gateway = "https://api.atlassian.com";

    private static readonly string[] s_schemes = ["https://", "HTTPS://", "http://", "//", "", "/", "https:/", "https:", "ftp://", "javascript:", "{x}://", "https ://", "\thttps://", "https:\\\\"];
    private static readonly string[] s_users = ["", "user@", "user:pass@", "api.atlassian.com@", "api.atlassian.com%40", "api.atlassian.com\\@", "{x}@"];

    private static readonly string[] s_hosts =
    [
        "api.atlassian.com", "API.Atlassian.COM", "api.bitbucket.org", "acme.example", "127.0.0.1", "your-domain.atlassian.net", "{x}.acme.example", "{x}", "api.atlassian.com.evil.example", "api.atlassian.com.", "api.atlassian.com..", "api.atlassian.co", "evil-api.atlassian.com", "xapi.atlassian.com",
        "ａpi.atlassian.com", "api。atlassian。com", "api.atlassian.com\u200B", "api.atlas\u00ADsian.com", "аpi.atlassian.com", "%61pi.atlassian.com", "api.atlassian.com%2eevil.example", "api.atlassian.com%00.evil.example",
        "Acme.Example", "acme_x.example", "-acme.example", "acme-.example", "acme..example", ".acme.example", "acme", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "1.2.3.4.5", "1.2.3.256", "[::1]", "[::ffff:127.0.0.1]",
        "xn--bcher-kva.example", "bücher.example", "ß.example", "your-domain.atlassian.net.evil.example", "a.b.atlassian.net", "atlassian.net", "evil.example#.atlassian.net", "evil.example?.atlassian.net", "evil.example\\.atlassian.net",
        "acme{x}.example", "{x}.atlassian.net", "api.atlassian.com{x}", "{x}api.atlassian.com", "{x}{y}", "{{x}}", "{x", "x}", "{}", "", new string('a', 64) + ".example", string.Concat(Enumerable.Repeat("aaaaaaaaa.", 30)) + "example",
    ];

    private static readonly string[] s_ports = ["", ":443", ":8443", ":80", ":0", ":65535", ":65536", ":", ":0443", ":+443", ": 443", ":４４３", ":{x}", ":443:443", ":443@evil.example", ":99999999999"];

    private static readonly string[] s_paths =
    [
        "", "/", "/v1", "/2.0/", "/rest/api/3", "/wiki", "/ex/jira/{cloudId}", "/ex/jira/{cloudid}/jsm/assets/workspace/{workspaceId}/v1", "/{x}", "/w/{workspaceId}", "/{cloudId}x", "/{x}/{y}", "/a{x}b", "/..", "/%2e%2e/a", "/.%2E", "/./a", "/...",
        "//evil.example", "/\\evil.example", "/a?b", "/a#b", "/a;b", "/a b", "/a\nb", "/a\0b", "/ä", "/／", "/{", "/}", "/{}", "/{a/b}", "/a//", "/@evil.example", "/:80", "/\"); class Pwned { } //", "/\\u0022", "/\u2028", "/'", "/{0}", "/a%", "/$(x)",
    ];

    private static readonly string[] s_values =
    [
        "eu", "us", "v1", "api", "", "none", "x", "your-x", "https", "http", "a/b", "/a", "a/", "..", ".", "../..", "%2e%2e", "evil.example/", "evil.example#", "evil.example?", "@evil.example", "a@evil.example", ".evil.example", "evil.example\\", "evil.example:80", "{y}", "{x}", "{cloudId}", "}{",
        "8443", "a\nb", "a\"b", "ａ", "a b", "https://evil.example", "api.atlassian.com", "api.atlassian.com/", "site.atlassian.net", "evil.example%2f", "\u0000", "=", "a=b",
    ];

    private static readonly string[] s_options = ["site", "SITE", " site", "site/", "https://acme.example/v2", Gateway + "/ex/jira/{cloudId}", "{x}", "x"];
    private static readonly string[] s_routes = ["/a", "/rest/a", "/wiki/a", "/{cloudId}/a", "/api/{cloudId}/v1/a", "/{cloudId}", "/x/{y}/{cloudId}/a", "/jsm/assets/workspace/{workspaceId}/a", "/..;/{cloudId}/a", "/a b/{cloudId}/c"];
    private static readonly string[] s_logins = ["acme", "a.b-c_d", "a b", "a\", x); class Pwned { } //", "\n", "{0}", "ä", "</c>"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, TestSize.Of(Documents) / DocumentsPerRun)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void HostileServerShouldBeReportedOrCalledAsWritten(int seed)
    {
        var random = new Random(seed);
        Case[] cases = [.. Enumerable.Range(0, DocumentsPerRun).Select(index => Case.Create(random, index))];
        Generation generation = Generation.Of([.. cases.Select(static c => c.Input)]);
        ILookup<string, string> files = generation.Sources
            .Where(static s => s.Key.StartsWith("Space", StringComparison.Ordinal))
            .ToLookup(static s => s.Key.Split('.')[0], static s => s.Value, StringComparer.Ordinal);
        ILookup<string, string> reported = generation.Diagnostics
            .Select(static d => (d.Id, Name: NameInMessage().Match(d.GetMessage(CultureInfo.InvariantCulture) + d.Location.GetLineSpan().Path)))
            .ToLookup(static d => d.Name.Value, static d => d.Id, StringComparer.Ordinal);
        int called = 0;
        foreach (Case one in cases)
        {
            SyntaxNode[] trees = [.. files["Space" + one.Name].Select(static text => CSharpSyntaxTree.ParseText(text, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken))];
            Assert.All(trees, static root => Assert.Empty(root.GetDiagnostics()));
            Assert.DoesNotContain(trees.SelectMany(static root => root.DescendantNodes()).OfType<BaseTypeDeclarationSyntax>(), static type => type.Identifier.ValueText == "Pwned");
            called += one.Check([.. trees.SelectMany(FindDescriptors)], [.. reported[one.Name]]);
        }

        Assert.InRange(called, DocumentsPerRun / 20, DocumentsPerRun);
    }

    /// <summary>Finds the route, the gateway and the server of each descriptor.</summary>
    private static IEnumerable<(string Route, string Gateway, string? Server)> FindDescriptors(SyntaxNode root)
    {
        VariableDeclaratorSyntax[] fields = [.. root.DescendantNodes().OfType<VariableDeclaratorSyntax>()];
        Dictionary<string, string> servers = fields
            .Where(static f => f.Parent is VariableDeclarationSyntax { Type: QualifiedNameSyntax { Right.Identifier.ValueText: "ServerAddress" } })
            .ToDictionary(static f => f.Identifier.ValueText, static f => Arguments(f)[0].Expression.DescendantTokens().Single().ValueText, StringComparer.Ordinal);
        return fields
            .Where(static f => f.Parent is VariableDeclarationSyntax { Type: QualifiedNameSyntax { Right.Identifier.ValueText: "OperationDescriptor" } })
            .Select(static f => Arguments(f))
            .Select(arguments => (
                arguments[2].Expression.DescendantTokens().Single().ValueText,
                arguments[3].Expression.DescendantTokens().Single().ValueText,
                arguments.FirstOrDefault(static a => a.NameColon?.Name.Identifier.ValueText == "server") is { } server ? servers[server.Expression.ToString()] : null));

        static ArgumentSyntax[] Arguments(VariableDeclaratorSyntax field) => [.. ((ImplicitObjectCreationExpressionSyntax)field.Initializer!.Value).ArgumentList.Arguments];
    }

    [GeneratedRegex("case[0-9]+")]
    private static partial Regex NameInMessage();

    /// <summary>What the runtime may be given: an https origin of a plain host, and segments that mean the same to every reader.</summary>
    [GeneratedRegex(@"\A(?<origin>https://(?<host>[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*)(?<port>:[1-9][0-9]{0,4})?)(?<path>(/(?!\.{1,2}(/|\z))([A-Za-z0-9\-._~!$&'()*+,=:@]+|\{cloudId\}|\{workspaceId\}))*)\z")]
    private static partial Regex StrictAddress();

    [GeneratedRegex(@"\A(https:)?//([a-z0-9-]{1,63}|\{[^{}]+\})\.atlassian\.net(:443)?(/|\z)", RegexOptions.IgnoreCase)]
    private static partial Regex SiteAddress();

    [GeneratedRegex(@"\A(\z|/|https://\{[^{}/]+\}(/|\z)|//\{[^{}/]+\}(/|\z))", RegexOptions.IgnoreCase)]
    private static partial Regex AddressWithoutHost();

    /// <summary>A random document with its options.</summary>
    private sealed class Case(DocumentInput input, string name, string path, List<string> urls, Dictionary<string, string> defaults, Dictionary<string, string> given)
    {
        public DocumentInput Input { get; } = input;

        public string Name { get; } = name;

        public static Case Create(Random random, int index)
        {
            string name = "case" + index.ToString(CultureInfo.InvariantCulture);
            string path = Pick(random, s_routes);
            List<string> urls = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Url(random))];
            List<string> own = random.Next(4) == 0 ? [Url(random)] : [];
            Dictionary<string, string> defaults = Values(random, "x", "y", "cloudId", "workspaceId");
            Dictionary<string, string> given = random.Next(3) == 0 ? Values(random, "x", "y", "cloudId") : [];
            string? option = random.Next(5) == 0 ? random.Next(2) == 0 ? Pick(random, s_options) : Url(random) : null;
            JsonObject variables = [.. defaults.Select(static d => KeyValuePair.Create(d.Key, (JsonNode?)new JsonObject { ["default"] = d.Value }))];
            JsonArray Servers(List<string> list) => [.. list.Select(url => new JsonObject { ["url"] = url, ["variables"] = variables.DeepClone() })];
            JsonObject operation = new() { ["operationId"] = "get", ["responses"] = new JsonObject { ["204"] = new JsonObject { ["description"] = "" } } };
            if (own.Count > 0)
            {
                operation["servers"] = Servers(own);
            }

            JsonObject document = new()
            {
                ["openapi"] = "3.0.1",
                ["info"] = new JsonObject { ["title"] = "t", ["version"] = "1" },
                ["servers"] = Servers(urls),
                ["paths"] = new JsonObject { [path] = new JsonObject { ["get"] = operation } },
            };
            var input = new DocumentInput($"/specs/{name}.json", document.ToJsonString())
            {
                Name = "Acme",
                Namespace = "Space" + name,
                Server = option,
                ServerVariables = given.Count == 0 ? null : string.Join('|', given.Select(static g => g.Key + "=" + g.Value)),
                Login = random.Next(8) == 0 ? Pick(random, s_logins, 2) : null,
            };
            string? replacement = option?.Trim();
            return new Case(input, name, path, replacement is { Length: > 0 } ? [replacement] : own.Count > 0 ? own : urls, defaults, given.ToDictionary(static g => g.Key, static g => g.Value.Trim(), StringComparer.Ordinal));
        }

        /// <summary>Checks what was generated. Returns the number of operations that can be called.</summary>
        public int Check(IReadOnlyList<(string Route, string Gateway, string? Server)> operations, IReadOnlyList<string> diagnostics)
        {
            string description = $"{Input.Text}\nServer={Input.Server} ServerVariables={Input.ServerVariables} Login={Input.Login}\n{string.Join(", ", operations)}\n{string.Join(", ", diagnostics)}";
            Assert.True(operations.Count <= 1 && (operations.Count == 1 || diagnostics.Count > 0), description);
            foreach ((string route, string gateway, string? server) in operations)
            {
                if (server is null)
                {
                    Assert.True(gateway is "jira" or "confluence" && urls.DefaultIfEmpty("").Any(url => IsSite(url, route)), description);
                }
                else
                {
                    Assert.True(gateway.Length == 0, description);
                    AssertNamed(server, route, description);
                }
            }

            return operations.Count;
        }

        /// <summary>Whether the text of a server allows a site: a name before atlassian.net, the project's word, or no host and a route of a site.</summary>
        private bool IsSite(string url, string route) =>
            SiteAddress().IsMatch(url) || SiteAddress().IsMatch(Replace(url))
            || url.Equals("site", StringComparison.OrdinalIgnoreCase)
            || (AddressWithoutHost().IsMatch(url) && (route.StartsWith("/rest/", StringComparison.Ordinal) || route.StartsWith("/wiki/", StringComparison.Ordinal)));

        private void AssertNamed(string server, string route, string description)
        {
            Match match = StrictAddress().Match(server);
            Assert.True(match.Success, description);
            var uri = new Uri(server.Replace('{', 'x').Replace('}', 'x'));
            Assert.True(uri.Scheme == "https" && (uri.UserInfo + uri.Query + uri.Fragment).Length == 0 && uri.IdnHost == match.Groups["host"].Value, description);
            Assert.True(uri.GetLeftPart(UriPartial.Authority) == match.Groups["origin"].Value, description);
            Assert.True(uri.AbsoluteUri.TrimEnd('/') == server.Replace('{', 'x').Replace('}', 'x'), description);
            Assert.True(!server.Contains('{', StringComparison.Ordinal) || match.Groups["origin"].Value == Gateway, description);
            Assert.True(server.Split("{cloudId}").Length <= 2 && server.Split("{workspaceId}").Length <= 2, description);
            Assert.True(urls.Any(url => IsExpansion(url, server, route)), description);
        }

        /// <summary>Whether an address is that of a server with its variables replaced, followed by the start of the path that the runtime fills.</summary>
        private bool IsExpansion(string url, string server, string route)
        {
            string expanded = Replace(url, isAtGateway: server.StartsWith(Gateway + "/", StringComparison.Ordinal));
            int slash = expanded.IndexOf('/', Math.Min(expanded.Length, 8));
            string origin = (slash < 0 ? expanded : expanded[..slash]).ToLowerInvariant();
            origin = origin.EndsWith(":443", StringComparison.Ordinal) ? origin[..^4] : origin;
            string start = origin + (slash < 0 ? "" : expanded[slash..]);
            start = start.EndsWith('/') ? start[..^1] : start;
            return start.StartsWith("https://", StringComparison.Ordinal) && server.StartsWith(start, StringComparison.Ordinal) && server + route == start + path;
        }

        private string Replace(string url, bool isAtGateway = false) => Variable().Replace(url, match =>
        {
            string variable = match.Groups[1].Value;
            bool isFilled = isAtGateway && variable.Equals("cloudid", StringComparison.OrdinalIgnoreCase) && IsSegment(url, match);
            isFilled |= isAtGateway && variable == "workspaceId" && url[..match.Index].EndsWith("/assets/workspace/", StringComparison.Ordinal) && IsSegment(url, match);
            return given.TryGetValue(variable, out string? value) ? value
                : isFilled ? (variable == "workspaceId" ? match.Value : "{cloudId}")
                : defaults.GetValueOrDefault(variable, match.Value);
        });

        private static bool IsSegment(string url, Match match) =>
            url[match.Index - 1] == '/' && (match.Index + match.Length == url.Length || url[match.Index + match.Length] == '/');
    }

    [GeneratedRegex(@"\{([^{}/]+)\}")]
    private static partial Regex Variable();

    private static string Url(Random random)
    {
        string url = Pick(random, s_schemes, 2) + Pick(random, s_users, 1) + Pick(random, s_hosts, 8) + Pick(random, s_ports, 3) + Pick(random, s_paths, 9);
        if (random.Next(8) == 0)
        {
            char wrong = random.Next(3) == 0 ? (char)random.Next(0x20) : Characters[random.Next(Characters.Length)];
            url = url.Insert(random.Next(url.Length + 1), wrong.ToString());
        }

        return url;
    }

    private static Dictionary<string, string> Values(Random random, params string[] names) =>
        names.Where(_ => random.Next(2) == 0).ToDictionary(static n => n, _ => Pick(random, s_values, 4), StringComparer.Ordinal);

    /// <summary>Picks one of the first texts, which are usual, or any of them.</summary>
    private static string Pick(Random random, string[] from, int usual) => from[random.Next(random.Next(5) == 0 ? from.Length : usual)];

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}

using System.Net;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Json;
using Leeway.Paging;
using Leeway.Runtime.Tests.Calls;
using Leeway.TimeLimit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leeway.Runtime.Tests.Http;

/// <summary>
/// Whatever server a document has, and whatever a host returns, the login of a registration is sent to its origin only. Each case is calls and
/// a list through the whole pipeline, with servers, ids, redirects and links made of hostile parts.
/// </summary>
public sealed class HostileServerTests
{
    private const string Secret = "canary";

    private static readonly Config s_manyCases = Config.QuickThrowOnFailure.WithMaxTest(TestSize.Of(10_000)).WithQuietOnSuccess(true);

    private static readonly string[] s_hosts =
    [
        "api.acme.example", "API.Acme.Example", "api.acme.example:443", "api.acme.example:80", "api.acme.example:8443", "api.acme.example.", "api.acme.example.evil.example",
        "evil.example", "api.acme.example@evil.example", "evil.example#api.acme.example", "evil.example?api.acme.example", "evil.example\\@api.acme.example",
        "api.acme.example%2eevil.example", "аpi.acme.example", "api.atlassian.com", "api.atlassian.com.", "api.atlassian.com:8443", "user:pass@api.acme.example",
        "{cloudId}.evil.example", "{workspaceId}", "127.0.0.1", "localhost", "[::1]", "leeway-demo.atlassian.net", "auth.atlassian.com",
    ];

    private static readonly string[] s_schemes = ["https://", "http://", "HTTPS://", "//", "/\\", "https:", "ftp://", "file://", "javascript:", "", "\\\\", "https:////"];

    private static readonly string[] s_paths =
    [
        "", "/", "/v1", "/v1/", "/v1/list?page=2", "/v1/../../x", "/%2e%2e/x", "/ex/jira/{cloudId}/w/{workspaceId}", "/{cloudId}", "/{workspaceId}/v1", "/{x}", "/.;/x", "/@evil.example/",
        "//evil.example", "/\\evil.example",
    ];

    private static readonly Gen<string> s_address =
        from scheme in Gen.Elements(s_schemes)
        from host in Gen.Elements(s_hosts)
        from path in Gen.OneOf(Gen.Elements(s_paths), HostileText.Arbitrary.Generator)
        select scheme + host + path;

    /// <summary>Half of the servers can be used, so that the calls after them are tested too.</summary>
    private static readonly Gen<string> s_server = Gen.OneOf(
        s_address,
        from host in Gen.Elements("api.acme.example", "evil.example", "api.atlassian.com", "api.atlassian.com.", "api.acme.example:8443")
        from path in Gen.Elements("", "/v1", "/ex/jira/{cloudId}/w/{workspaceId}", "/{workspaceId}/v1")
        select "https://" + host + path);

    private static readonly Gen<(int Status, string Location)> s_redirect =
        from status in Gen.Elements(301, 302, 303, 307, 308)
        from location in Gen.OneOf(s_address, HostileText.Arbitrary.Generator)
        select (status, location);

    private static readonly Gen<Case> s_case =
        from server in s_server
        from redirects in s_redirect.ListOf(4)
        from link in Gen.OneOf(s_address, HostileText.Arbitrary.Generator, Gen.Elements("?page=2", "https://api.acme.example/v1/list?page=2"))
        from workspace in Gen.OneOf(Gen.Elements("", "own", "..", "a/b", "{cloudId}"), HostileText.Arbitrary.Generator)
        select new Case(server, [.. redirects], link, workspace);

    public static TheoryData<string> Logins => ["bearer", "basic", "key", "key in Authorization", "gateway bearer", "gateway basic", "site"];

    [Theory]
    [MemberData(nameof(Logins))]
    public void LoginShouldReachOnlyTheOriginOfItsRegistration(string login)
    {
        int answered = 0;
        int followed = 0;
        Prop.ForAll(s_case.ToArbitrary(), input =>
        {
            var redirects = new Queue<(int Status, string Location)>(input.Redirects);
            List<string> leaks = [];
            AtlassianOptions options = CreateOptions(login);
            Uri home = options.ToCallDefaults().FindLoginOrigin();
            StubTransport transport = new(request =>
            {
                if (OriginOf(request.RequestUri!) != OriginOf(home)
                    && (request.Headers.NonValidated.Contains("Authorization") || request.Headers.ToString().Contains(Secret, StringComparison.Ordinal)))
                {
                    leaks.Add(request.RequestUri!.ToString());
                }

                answered++;
                followed += request.RequestUri!.Query.Length > 0 ? 1 : 0;
                return Answer(request.RequestUri!.AbsolutePath) ?? (redirects.TryDequeue(out var redirect)
                    ? StubTransport.Redirect((HttpStatusCode)redirect.Status, redirect.Location)
                    : StubTransport.Json(HttpStatusCode.OK, $$"""{"next":{{Quote(input.Link)}}}"""));
            });
            using AtlassianPipeline pipeline = new(
                options,
                new InMemoryGrantStore(TimeProvider.System),
                new RuntimeEnvironment(TimeProvider.System, new Random(1), TaskCreationOptions.None),
                transport,
                transport,
                NullLoggerFactory.Instance);
            Call(pipeline, input);
            return leaks.Count == 0;
        }).Check(s_manyCases);

        // Otherwise everything might be refused for another reason. Nothing is for an API token without scopes.
        int expected = login == "site" ? 0 : TestSize.Of(10_000) / 20;
        Assert.True(answered >= expected && (answered == 0) == (login == "site"), $"{answered} requests were sent.");
        Assert.True(followed > 0 || login.StartsWith("gateway", StringComparison.Ordinal) || login == "site", "No link was followed.");
    }

    // A text that no JSON can contain is replaced.
    private static string Quote(string link) => JsonValue.Create(string.Create(link.Length, link, static (to, link) =>
    {
        for (int i = 0; i < link.Length; i++)
        {
            to[i] = char.IsSurrogate(link[i]) ? '\uFFFD' : link[i];
        }
    })).ToJsonString();

    private static HttpResponseMessage? Answer(string path) => path switch
    {
        "/oauth/token/accessible-resources" =>
            StubTransport.Json(HttpStatusCode.OK, """[{"id":"11111111-2222-4333-8444-555555555555","url":"https://leeway-demo.atlassian.net","name":"demo","scopes":["read:jira-work"]}]"""),
        "/_edge/tenant_info" => StubTransport.Json(HttpStatusCode.OK, """{"cloudId":"11111111-2222-4333-8444-555555555555"}"""),
        _ when path.EndsWith("/assets/workspace", StringComparison.Ordinal) => StubTransport.Json(HttpStatusCode.OK, """{"values":[{"workspaceId":"w"}]}"""),
        _ => null,
    };

    private static AtlassianOptions CreateOptions(string login)
    {
        AtlassianOptions options = new()
        {
            Login = login switch
            {
                "basic" => AtlassianLogin.Basic("mia", Secret),
                "key" => AtlassianLogin.ApiKey("X-Api-Key", Secret),
                "key in Authorization" => AtlassianLogin.ApiKey("Authorization", "Key " + Secret),
                "gateway basic" => AtlassianLogin.ScopedApiToken("mia@example.com", Secret),
                "site" => AtlassianLogin.ApiToken("mia@example.com", Secret),
                _ => AtlassianLogin.BearerToken(Secret),
            },
            Site = login is "gateway basic" or "site" ? "https://leeway-demo.atlassian.net" : null,
            Server = login.StartsWith("gateway", StringComparison.Ordinal) || login == "site" ? null : new Uri("https://api.acme.example/v1"),
        };
        Assert.True(new AtlassianOptionsValidator().Validate(null, options).Succeeded);
        return options;
    }

    private static void Call(AtlassianPipeline pipeline, Case input)
    {
        try
        {
            OperationDescriptor operation = new(
                "list", HttpMethod.Get, "/list", "", "Acme", [200], paging: PagingStyle.Cursor, server: new ServerAddress(input.Server));
            AtlassianCaller caller = pipeline.CreateCaller().WithSettings(new CallSettings { Workspace = input.Workspace.Length == 0 ? null : input.Workspace });
            using (Stream file = caller.DownloadAsync(operation.CreateRequest("/list"), CancellationToken.None).GetAwaiter().GetResult())
            {
                file.CopyTo(Stream.Null);
            }

            PagedItems<int> items = PagedOperation.ByToken<IReadOnlyDictionary<string, RawJson>, int>(
                operation.Id,
                "page",
                (token, cancellation) => caller.SendAsync<IReadOnlyDictionary<string, RawJson>, MapCodec<RawJson, ValueCodec<RawJson>>>(
                    operation.CreateRequest(token is null ? "/list" : "/list?page=" + Uri.EscapeDataString(token)), cancellation),
                static page => new PageFacts<int> { Items = [1], Link = PagedOperation.FindNextLink(page, page) },
                static item => RawJson.Parse($"{item}"));
            items.ToListAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or LeewayException)
        {
            // The server, the call or the link was refused.
        }
    }

    // Not by the code under test, which would find itself right.
    private static string OriginOf(Uri address) => address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    private sealed record Case(string Server, (int Status, string Location)[] Redirects, string Link, string Workspace);
}

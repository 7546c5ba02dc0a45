using AheadOfTime;
using Leeway;
using Leeway.Grants;
using Leeway.Jira;

if (args is not [string folder])
{
    Console.Error.WriteLine("Pass the folder in which the grant is stored.");
    return 2;
}

var options = new AtlassianOptions
{
    ClientId = Read("ATLASSIAN_CLIENT_ID"),
    ClientSecret = Read("ATLASSIAN_CLIENT_SECRET"),
    RedirectUri = new Uri("http://127.0.0.1:5000/callback"),
    Scopes = [.. AtlassianScopes.Required],
};
if (Environment.GetEnvironmentVariable("ATLASSIAN_AUTHORIZATION_SERVER") is { Length: > 0 } server)
{
    // A simulator.
    options.Endpoints.AuthorizationServer = new Uri(server);
    options.Endpoints.Gateway = new Uri(Read("ATLASSIAN_GATEWAY"));
}

await using var connection = AtlassianConnection.Open(options, FileGrantStore.Open(folder));
try
{
    await SignIn.EnsureAsync(connection);
    await Report.RunAsync(new JiraClient(connection.Caller), Console.Out);
    return 0;
}
catch (LeewayException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

static string Read(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
    ? value
    : throw new InvalidOperationException($"The environment variable {variable} is not set. The README of this sample says which ones it needs.");

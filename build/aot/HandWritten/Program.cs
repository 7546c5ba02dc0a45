using HandWritten;
using Microsoft.Extensions.DependencyInjection;

if (args is not [string folder])
{
    Console.Error.WriteLine("Pass the folder in which the tokens are stored.");
    return 2;
}

await using ServiceProvider services = new ServiceCollection()
    .AddHttpClient(JiraApi.ClientName).AddStandardResilienceHandler().Services
    .BuildServiceProvider();
HttpClient http = services.GetRequiredService<IHttpClientFactory>().CreateClient(JiraApi.ClientName);
try
{
    var tokens = new TokenFile(
        http,
        Path.Combine(folder, "tokens.json"),
        new Uri(Environment.GetEnvironmentVariable("ATLASSIAN_AUTHORIZATION_SERVER")!),
        Environment.GetEnvironmentVariable("ATLASSIAN_CLIENT_ID")!,
        Environment.GetEnvironmentVariable("ATLASSIAN_CLIENT_SECRET")!);
    await tokens.SignInAsync();
    var jira = new JiraApi(http, tokens, new Uri(Environment.GetEnvironmentVariable("ATLASSIAN_GATEWAY")!));
    await Report.RunAsync(jira, Console.Out);
    return 0;
}
catch (HttpRequestException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

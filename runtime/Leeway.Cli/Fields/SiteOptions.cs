using System.CommandLine;
using Leeway.Jira;
using Microsoft.Extensions.Options;

namespace Leeway.Cli.Fields;

/// <summary>The options of a command that reads the fields of a site: the site and the login.</summary>
internal sealed class SiteOptions
{
    private const string SiteVariable = "ATLASSIAN_SITE";
    private const string EmailVariable = "ATLASSIAN_EMAIL";
    private const string TokenVariable = "ATLASSIAN_API_TOKEN";

    private readonly Option<string?> _site = new("--site") { Description = $"The address of the site, such as https://example.atlassian.net. Default: the variable {SiteVariable}.", HelpName = "ADDRESS" };
    private readonly Option<string?> _email = new("--email") { Description = $"The email address of the account. Default: the variable {EmailVariable}.", HelpName = "EMAIL" };
    private readonly Option<string?> _token = new("--token") { Description = $"The API token of the account. Other users of the machine can see it, so prefer the default: the variable {TokenVariable}.", HelpName = "TOKEN" };
    private readonly Option<string[]> _projects = new("--project")
    {
        Description = "The key of a project whose create screens list options, for a login that may not read the contexts of fields. Can be repeated.",
        HelpName = "KEY",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_site);
        command.Options.Add(_email);
        command.Options.Add(_token);
        command.Options.Add(_projects);
    }

    /// <summary>Reads the fields of the site.</summary>
    /// <exception cref="InputException">The login is missing, or the site cannot be read.</exception>
    public async Task<PulledFields> PullAsync(ParseResult result, CancellationToken cancellationToken)
    {
        string site = Require(result.GetValue(_site), SiteVariable, "--site", "the address of your site, such as https://example.atlassian.net");
        string email = Require(result.GetValue(_email), EmailVariable, "--email", "the email address of your account");
        string token = Require(result.GetValue(_token), TokenVariable, "--token", "an API token of your account");
        try
        {
            await using AtlassianConnection connection = AtlassianConnection.Open(new AtlassianOptions { Site = site, Login = AtlassianLogin.ApiToken(email, token) });
            return await new FieldPull(new JiraClient(connection.Caller), result.GetValue(_projects) ?? []).ReadAsync(site.TrimEnd('/'), cancellationToken);
        }
        catch (Exception exception) when (exception is LeewayException or OptionsValidationException or ArgumentException)
        {
            throw new InputException($"Cannot read the fields of '{site}': {exception.Message}");
        }
    }

    private static string Require(string? value, string variable, string option, string meaning)
    {
        string? found = string.IsNullOrEmpty(value) ? Environment.GetEnvironmentVariable(variable) : value;
        return string.IsNullOrEmpty(found) ? throw new InputException($"Set the variable {variable} or {option} to {meaning}.") : found;
    }
}

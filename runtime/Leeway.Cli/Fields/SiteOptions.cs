using System.CommandLine;
using Leeway.Cli.Calling;
using Leeway.Cli.Login;
using Leeway.Jira;

namespace Leeway.Cli.Fields;

/// <summary>The options of a command that reads the fields of a site: the site and the login.</summary>
internal sealed class SiteOptions(ToolEnvironment environment)
{
    private readonly ConnectionOptions _connection = new();
    private readonly Option<string[]> _projects = new("--project")
    {
        Description = "The key of a project whose create screens list options, for a login that may not read the contexts of fields. Can be repeated.",
        HelpName = "KEY",
    };

    public void AddTo(Command command)
    {
        _connection.AddTo(command);
        command.Options.Add(_projects);
    }

    /// <summary>Reads the fields of the site.</summary>
    /// <exception cref="InputException">The login is missing, or the site cannot be read.</exception>
    public async Task<PulledFields> PullAsync(ParseResult result, CancellationToken cancellationToken)
    {
        string site = _connection.DescribeSite(result, environment);
        try
        {
            await using CallConnection connection = await _connection.OpenAsync(result, environment, cancellationToken);
            connection.Profile?.RequireHost("getFields", null);
            site = connection.Profile?.Site ?? throw new InputException("The login reaches several sites. Add --site with the address of one.");
            return await new FieldPull(new JiraClient(connection.Caller), ListText.SplitAll(result.GetValue(_projects))).ReadAsync(site.TrimEnd('/'), cancellationToken);
        }
        catch (Exception exception) when (CallFailure.IsOne(exception))
        {
            throw new InputException($"Cannot read the fields of '{site}': {CallFailure.Explain(exception).Message}");
        }
    }
}

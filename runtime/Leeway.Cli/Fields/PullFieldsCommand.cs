using System.CommandLine;

namespace Leeway.Cli.Fields;

/// <summary>The <c>leeway fields pull</c> command: writes the custom fields of a site to a file.</summary>
internal static class PullFieldsCommand
{
    private const int MaxNamed = 5;

    public static Command Create(ToolEnvironment environment)
    {
        Argument<string> file = new("FILE") { Description = "The file to write.", DefaultValueFactory = static _ => "jira.fields.json" };
        SiteOptions site = new(environment);
        Command command = new("pull", "Write the custom fields of a Jira site to a file of facts, for an AtlassianFields item of your project.") { file };
        site.AddTo(command);
        command.SetAction((result, cancellationToken) => CommandRun.RunAsync(result, async output =>
        {
            string path = result.GetRequiredValue(file);
            PulledFields pulled = await site.PullAsync(result, cancellationToken);
            FileBatch batch = new();
            batch.Add(path, SiteFieldsFile.Write(pulled.Fields));
            batch.Write(cancellationToken);
            output.WriteLine($"{path}: {pulled.Fields.Fields.Count} custom fields of {pulled.Fields.Site}");
            if (pulled.Unread.Count > 0)
            {
                output.WriteLine(Describe(pulled));
            }

            return 0;
        }, cancellationToken));
        return command;
    }

    private static string Describe(PulledFields pulled)
    {
        string names = string.Join(", ", pulled.Unread.Take(MaxNamed).Select(static f => $"{f.Name.ReplaceLineEndings(" ")} ({f.Id})"));
        string more = pulled.Unread.Count > MaxNamed ? $" and {pulled.Unread.Count - MaxNamed} more" : "";
        string advice = pulled.IsForbidden
            ? "To read the contexts of fields, the account needs the permission to administer Jira. Without it, add --project KEY to read the options of the create screens of a project."
            : "The site has no contexts for them. Add --project KEY to read the options of the create screens of a project.";
        return $"  without options: {names}{more}\n  {advice}";
    }
}

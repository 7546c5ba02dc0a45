using System.CommandLine;
using Leeway.Sites;

namespace Leeway.Cli.Login;

/// <summary>The <c>leeway whoami</c> command: shows whose login a profile has.</summary>
internal static class WhoAmICommand
{
    public const string Description = "Show the account, the site and the profile that commands use.";

    public static Command Create(ToolEnvironment environment)
    {
        ConnectionOptions connection = new();
        Option<bool> list = new("--list") { Description = "List the profiles, without calling Atlassian." };
        Command command = new("whoami", Description) { list };
        connection.AddTo(command);
        command.SetAction((result, cancellationToken) => CommandRun.RunAsync(
            result,
            async output =>
            {
                if (result.GetValue(list))
                {
                    WriteProfiles(ProfileStore.Open(environment), output);
                    return 0;
                }

                try
                {
                    await using CallConnection opened = await connection.OpenAsync(result, environment, cancellationToken);
                    await WriteAccountAsync(opened, output, cancellationToken);
                    return 0;
                }
                catch (Exception exception) when (LoginFailure.IsOne(exception))
                {
                    throw LoginFailure.Explain(exception);
                }
            },
            cancellationToken));
        return command;
    }

    private static void WriteProfiles(ProfileStore store, TextWriter output)
    {
        if (store.Names.Count == 0)
        {
            throw new InputException("There are no profiles. Sign in with 'leeway login'.", ExitCode.NotSignedIn);
        }

        foreach (string name in store.Names)
        {
            Profile profile = store.Get(name);
            string place = (profile.Site ?? profile.Server?.OriginalString) is { } at ? $" at {at}" : "";
            output.WriteLine($"{(name == store.DefaultName ? "*" : " ")} {name}: {profile.Describe()}{place}");
        }
    }

    private static async Task WriteAccountAsync(CallConnection connection, TextWriter output, CancellationToken cancellationToken)
    {
        Profile profile = connection.Profile!;
        string? account = profile.Server is null ? await AccountText.FindAsync(connection.Caller, cancellationToken) : null;
        output.WriteLine(account ?? "The login may not read the account.");
        output.WriteLine($"Profile: {profile.Name}, {profile.Describe()}");
        if ((profile.Site ?? profile.Server?.OriginalString) is { } place)
        {
            output.WriteLine($"Site: {place}");
        }

        if (profile.Method == LoginMethod.Browser)
        {
            foreach (Site site in await connection.Connection.Sites.ListAsync(profile.Grant, cancellationToken))
            {
                output.WriteLine($"Reaches: {site}");
            }

            output.WriteLine($"Scopes: {string.Join(' ', profile.Scopes)}");
        }
    }
}

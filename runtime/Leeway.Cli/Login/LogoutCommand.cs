using System.CommandLine;

namespace Leeway.Cli.Login;

/// <summary>The <c>leeway logout</c> command: forgets a profile.</summary>
internal static class LogoutCommand
{
    public const string Description = "Forget a profile with its tokens.";

    public static Command Create(ToolEnvironment environment)
    {
        Option<string?> profile = new("--profile") { Description = "The profile. Default: the default profile.", HelpName = "NAME" };
        Command command = new("logout", Description) { profile };
        command.SetAction((result, cancellationToken) => CommandRun.RunAsync(
            result,
            async output =>
            {
                ProfileStore store = ProfileStore.Open(environment);
                string name = result.GetValue(profile) ?? environment.FindVariable(ConnectionOptions.ProfileVariable) ?? store.DefaultName
                    ?? throw new InputException("There are no profiles to forget.", ExitCode.NotSignedIn);
                try
                {
                    await ForgetAsync(store, store.Get(name), cancellationToken);
                }
                catch (Exception exception) when (LoginFailure.IsOne(exception))
                {
                    throw LoginFailure.Explain(exception);
                }

                output.WriteLine(store.DefaultName is { } next
                    ? $"The profile '{name}' is forgotten. The default profile is '{next}'."
                    : $"The profile '{name}' is forgotten.");
                return 0;
            },
            cancellationToken));
        return command;
    }

    private static async Task ForgetAsync(ProfileStore store, Profile profile, CancellationToken cancellationToken)
    {
        if (profile.Method == LoginMethod.Browser)
        {
            // The grant goes first, so that a failure can be repeated by name.
            await using AtlassianConnection connection = AtlassianConnection.Open(profile.ToOptions("not needed"), store.OpenGrants());
            await connection.Grants.ForgetAsync(profile.Grant, cancellationToken);
        }

        await store.RemoveAsync(profile.Name, cancellationToken);
    }
}

namespace Leeway.Package.Tests.Building;

/// <summary>
/// A consumer for each first call of the page about other APIs, as pasted. Only the addresses are replaced, by those in the environment.
/// </summary>
internal static class OtherApiExamples
{
    /// <summary>The name of the project that calls Bitbucket.</summary>
    public const string Bitbucket = "BitbucketFirstCall";

    /// <summary>The name of the project that calls Assets.</summary>
    public const string Assets = "AssetsFirstCall";

    /// <summary>Writes the projects beside the working consumers.</summary>
    public static void Write(Workspace workspace)
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "other-apis.md"));
        string[] commands = [.. MarkdownCode.Blocks(page, "sh")];

        Write(Bitbucket, "Bitbucket with a token", "\"https://api.bitbucket.org/2.0\"", Read("BITBUCKET_SERVER"));

        // Atlassian's own addresses are not part of the example.
        const string Login = "options.Login = AtlassianLogin.ServiceAccount;";
        Write(Assets, "Assets with the site's grant", Login, $$"""
            {{Login}}
            options.Endpoints = new AtlassianEndpoints
            {
                AuthorizationServer = new Uri({{Read("Atlassian__Endpoints__AuthorizationServer")}}),
                Gateway = new Uri({{Read("Atlassian__Endpoints__Gateway")}}),
            };
            """);

        void Write(string name, string heading, string address, string replacement)
        {
            string section = MarkdownCode.Section(page, heading);
            string[] code = [.. MarkdownCode.Blocks(section, "csharp")];
            Assert.Contains(address, code[0], StringComparison.Ordinal);
            ExampleProject project = new(workspace, name);
            project.WriteProject(commands, MarkdownCode.Blocks(section, "xml").Single());
            project.WriteCode([.. code.Select(c => c.Replace(address, replacement, StringComparison.Ordinal))]);
        }

        static string Read(string variable) => $"Environment.GetEnvironmentVariable(\"{variable}\")!";
    }
}

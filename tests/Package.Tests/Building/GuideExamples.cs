namespace Leeway.Package.Tests.Building;

/// <summary>A consumer with the examples of the guide, as pasted, and the packages that the guide names.</summary>
internal static class GuideExamples
{
    /// <summary>The name of the project.</summary>
    public const string Project = "Blocks";

    private const string OwnDocument =
        """{ "openapi": "3.0.1", "info": { "title": "t", "version": "1" }, "servers": [{ "url": "https://api.acme.example" }], "paths": { "/a": { "get": { "responses": { "204": { "description": "" } } } } } }""";

    /// <summary>Writes the project beside the working consumers.</summary>
    public static void Write(Workspace workspace)
    {
        string guide = Repository.ReadGuide();
        string[] code = [.. MarkdownCode.Blocks(guide, "csharp")];
        ExampleProject project = new(workspace, Project);
        project.WriteProject(MarkdownCode.Blocks(guide, "sh"), MarkdownCode.Blocks(guide, "xml").Single());
        project.WriteCode(code);
        project.WriteFile(Path.Combine("my", "own.json"), OwnDocument);
    }
}

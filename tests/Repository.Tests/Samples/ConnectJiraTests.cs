namespace Leeway.Repository.Tests.Samples;

public sealed class ConnectJiraTests
{
    private const int MaxAddedLines = 15;
    private const int MaxColumns = 140;

    /// <summary>What <c>dotnet new web</c> writes.</summary>
    private static readonly string[] s_emptyApplication =
    [
        "var builder = WebApplication.CreateBuilder(args);",
        "var app = builder.Build();",
        "app.MapGet(\"/\", () => \"Hello World!\");",
        "app.Run();",
    ];

    private static readonly string[] s_program = ReadLines(Read("samples/ConnectJira/Program.cs"));

    [Fact]
    public void ProgramShouldAddFewLinesToAnEmptyWebApplication()
    {
        Assert.All(s_program, static line => Assert.InRange(line.Length, 1, MaxColumns));
        Assert.InRange(s_program.Except(s_emptyApplication).Count(), 1, MaxAddedLines);
        Assert.Distinct(s_program);
    }

    [Fact]
    public void ReadmeShouldShowTheProgram()
    {
        string readme = Read("README.md");
        int section = readme.IndexOf("\n## Connect a web application\n", StringComparison.Ordinal);
        int start = readme.IndexOf("```csharp\n", section, StringComparison.Ordinal) + "```csharp\n".Length;
        string[] shown = ReadLines(readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)]);

        Assert.Equal(s_program.Where(static line => !line.StartsWith("using ", StringComparison.Ordinal)), shown);
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Approval.Repository.Root, path));

    private static string[] ReadLines(string text) => [.. text.Split('\n').Select(static line => line.TrimEnd()).Where(static line => line.Length > 0)];
}

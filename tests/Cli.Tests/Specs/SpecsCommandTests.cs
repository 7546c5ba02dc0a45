using System.Security.Cryptography;
using System.Text;

namespace Leeway.Cli.Tests.Specs;

public sealed class SpecsCommandTests
{
    private const string Document = """{"openapi":"3.0.1","info":{"title":"T","version":"1"},"paths":{}}""";
    private const string Overlay = """{"overlay":"1.0.0","info":{"title":"T","version":"1"},"actions":[{"target":"$.info","update":{"title":"U"}}]}""";

    [Fact]
    public void TrimShouldWriteTheDocumentWithItsOverlay()
    {
        using TemporaryFolder folder = new();
        string source = folder.Write("in.json", Document);
        string overlay = folder.Write("overlay.json", Overlay);

        CommandRun run = CommandRun.OfDev("specs", "trim", source, folder["out.json"], "--overlay", overlay);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("""{"openapi": "3.0.1", "info": {"title": "U", "version": "1"}, "paths": {}}""" + "\n", File.ReadAllText(folder["out.json"]));
    }

    [Fact]
    public void TrimShouldApplyOverlaysInTheOrderGiven()
    {
        using TemporaryFolder folder = new();
        string source = folder.Write("in.json", Document);
        string first = folder.Write("first.json", Overlay);
        string second = folder.Write("second.json", Overlay.Replace("\"U\"", "\"V\"", StringComparison.Ordinal));

        Assert.Equal(0, CommandRun.OfDev("specs", "trim", source, folder["out.json"], "--overlay", first, "--overlay", second).ExitCode);
        Assert.Contains("\"V\"", File.ReadAllText(folder["out.json"]), StringComparison.Ordinal);
        Assert.Equal(0, CommandRun.OfDev("specs", "trim", source, folder["out.json"], "--overlay", second, "--overlay", first).ExitCode);
        Assert.Contains("\"U\"", File.ReadAllText(folder["out.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void TrimAllShouldApplyTheRetryStatementsAfterTheCorrections()
    {
        using TemporaryFolder folder = Specs();
        folder.Write("specs/overlays/a.repeat.json", Overlay.Replace("\"U\"", "\"V\"", StringComparison.Ordinal));

        CommandRun run = CommandRun.OfDev("specs", "trim", "--all", folder["published"], folder["specs"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("\"V\"", File.ReadAllText(folder["specs/a.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void TrimShouldWriteTheSameBytesEachTime()
    {
        using TemporaryFolder folder = new();
        string source = folder.Write("in.json", Document);

        CommandRun.OfDev("specs", "trim", source, folder["1.json"]);
        CommandRun.OfDev("specs", "trim", source, folder["2.json"]);

        Assert.Equal(File.ReadAllBytes(folder["1.json"]), File.ReadAllBytes(folder["2.json"]));
    }

    [Fact]
    public void TrimAllShouldWriteEachDocumentOfTheFolder()
    {
        using TemporaryFolder folder = Specs();

        CommandRun run = CommandRun.OfDev("specs", "trim", "--all", folder["published"], folder["specs"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("\"U\"", File.ReadAllText(folder["specs/a.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void TrimAllShouldRejectADocumentThatTheSourcesDoNotDescribe()
    {
        using TemporaryFolder folder = Specs();
        folder.Write("published/p.json", Document + " ");

        AssertOneLine(CommandRun.OfDev("specs", "trim", "--all", folder["published"], folder["specs"]), "sha256");
        Assert.False(File.Exists(folder["specs/a.json"]));
    }

    [Fact]
    public void TrimAllShouldWriteNothingWhenOneDocumentFails()
    {
        using TemporaryFolder folder = Specs();
        folder.Write("specs/sources.json", File.ReadAllText(folder["specs/sources.json"]).TrimEnd('}') + """}, "b.json": {"published": "gone.json", "sha256": ""}}""");

        AssertOneLine(CommandRun.OfDev("specs", "trim", "--all", folder["published"], folder["specs"]), "gone.json");
        Assert.False(File.Exists(folder["specs/a.json"]));
    }

    [Fact]
    public void AMissingFileShouldBeReportedOnOneLine()
    {
        AssertOneLine(CommandRun.OfDev("specs", "trim", "no-such-file.json", "out.json"), "no-such-file.json");
    }

    [Fact]
    public void AFolderInsteadOfAFileShouldBeReportedOnOneLine()
    {
        using TemporaryFolder folder = Specs();

        AssertOneLine(CommandRun.OfDev("specs", "trim", folder["specs"], folder["out.json"]), "folder");
    }

    [Fact]
    public void AFileThatCannotBeWrittenShouldBeReportedOnOneLine()
    {
        using TemporaryFolder folder = new();
        string source = folder.Write("in.json", Document);

        AssertOneLine(CommandRun.OfDev("specs", "trim", source, folder["gone/out.json"]), "gone");
    }

    [Fact]
    public void AFolderAtThePathOfTheOutputShouldBeReportedOnOneLine()
    {
        using TemporaryFolder folder = new();
        string source = folder.Write("in.json", Document);
        folder.Write("out.json/a", "");

        AssertOneLine(CommandRun.OfDev("specs", "trim", source, folder["out.json"]), "it is a folder. Nothing was written.");
        Assert.Equal(["in.json", "out.json"], Directory.GetFileSystemEntries(folder[""]).Select(static f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ALinkShouldStayALink()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Creating links needs a privilege on Windows.");
        using TemporaryFolder folder = new();
        string source = folder.Write("in.json", Document);
        folder.Write("real.json", "");
        File.CreateSymbolicLink(folder["out.json"], "real.json");

        Assert.Equal(0, CommandRun.OfDev("specs", "trim", source, folder["out.json"]).ExitCode);

        Assert.NotNull(File.ResolveLinkTarget(folder["out.json"], returnFinalTarget: false));
        Assert.StartsWith("{", File.ReadAllText(folder["real.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void TextThatIsNotJsonShouldBeReportedWithItsPosition()
    {
        using TemporaryFolder folder = new();
        string source = folder.Write("in.json", "{\n  openapi: 3.0.1\n}");

        AssertOneLine(CommandRun.OfDev("specs", "trim", source, folder["out.json"]), "line 2");
    }

    [Fact]
    public void AnActionWhoseTargetIsMissingShouldBeReportedOnOneLine()
    {
        using TemporaryFolder folder = new();
        string source = folder.Write("in.json", Document);
        string overlay = folder.Write("overlay.json", Overlay.Replace("$.info", "$.gone", StringComparison.Ordinal));

        AssertOneLine(CommandRun.OfDev("specs", "trim", source, folder["out.json"], "--overlay", overlay), "$.gone");
        Assert.False(File.Exists(folder["out.json"]));
    }

    [Theory]
    [InlineData("specs")]
    [InlineData("specs", "trim")]
    [InlineData("specs", "trim", "in.json")]
    [InlineData("specs", "trim", "a", "b", "c")]
    [InlineData("specs", "trim", "a", "b", "--nonsense")]
    [InlineData("specs", "trim", "a", "b", "--all", "--overlay", "c")]
    [InlineData("nonsense")]
    [InlineData("specs", "dif", "a", "b")]
    public void AnInvalidArgumentShouldBeReportedOnOneLine(params string[] args)
    {
        AssertOneLine(CommandRun.OfDev(args), "--help");
    }

    private static void AssertOneLine(CommandRun run, string expected)
    {
        Assert.NotEqual(0, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.StartsWith("leeway-dev: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    private static TemporaryFolder Specs()
    {
        TemporaryFolder folder = new();
        folder.Write("published/p.json", Document);
        folder.Write("specs/overlays/a.json", Overlay);
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Document)));
        folder.Write("specs/sources.json", $$$"""{"a.json": {"published": "p.json", "sha256": "{{{hash}}}"}}""");
        return folder;
    }
}

using System.Text;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>Opens the browser with a program that notes its arguments.</summary>
public sealed class SystemBrowserTests : IDisposable
{
    private const string Address = "https://auth.example/authorize?a=%20b&c=d";

    private static readonly string[] s_variables = ["PATH", "DISPLAY", "WAYLAND_DISPLAY"];

    private readonly string _folder = Directory.CreateTempSubdirectory("leeway-").FullName;
    private readonly Dictionary<string, string?> _former = s_variables.ToDictionary(static name => name, Environment.GetEnvironmentVariable);

    public void Dispose()
    {
        foreach ((string name, string? value) in _former)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(":0", null)]
    [InlineData("", "wayland-0")]
    public async Task AddressShouldBeOpenedOnADesktop(string? display, string? wayland)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems have other programs.");
        string noted = InstallProgram();
        Environment.SetEnvironmentVariable("DISPLAY", display);
        Environment.SetEnvironmentVariable("WAYLAND_DISPLAY", wayland);

        Assert.True(SystemBrowser.TryOpen(new Uri(Address)));

        string[] lines = await ReadLinesAsync(noted);
        Assert.Equal(Address, lines[0]);

        // What the program prints is not shown.
        Assert.NotEqual(new FileInfo("/proc/self/fd/1").LinkTarget, lines[1]);
        Assert.NotEqual(new FileInfo("/proc/self/fd/2").LinkTarget, lines[2]);
    }

    [Fact]
    public async Task SignInShouldOpenTheBrowserOfTheSystem()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems have other programs.");
        string noted = InstallProgram();
        Environment.SetEnvironmentVariable("DISPLAY", ":0");

        await new BrowserSignIn(new GrantWorld().Node.SignIn).OpenBrowser(new Uri(Address), TestContext.Current.CancellationToken);

        Assert.Equal(Address, (await ReadLinesAsync(noted))[0]);
    }

    /// <summary>The program would start a browser in the terminal.</summary>
    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    public void NothingShouldBeOpenedWithoutADesktop(string? display, string? wayland)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems have other programs.");
        InstallProgram();
        Environment.SetEnvironmentVariable("DISPLAY", display);
        Environment.SetEnvironmentVariable("WAYLAND_DISPLAY", wayland);

        Assert.False(SystemBrowser.TryOpen(new Uri(Address)));
    }

    [Fact]
    public void MissingProgramShouldBeReported()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems have other programs.");
        Environment.SetEnvironmentVariable("PATH", _folder);
        Environment.SetEnvironmentVariable("DISPLAY", ":0");

        Assert.False(SystemBrowser.TryOpen(new Uri("http://localhost/")));
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.com/")]
    [InlineData("/authorize")]
    public void OtherAddressShouldBeRefused(string address)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => SystemBrowser.TryOpen(new Uri(address, UriKind.RelativeOrAbsolute)));

        Assert.Equal(("address", "Only an absolute http or https address can be opened. (Parameter 'address')"), (exception.ParamName, exception.Message));
        Assert.Equal("address", Assert.Throws<ArgumentNullException>(static () => SystemBrowser.TryOpen(null!)).ParamName);
    }

    private static async Task<string[]> ReadLinesAsync(string noted)
    {
        while (!File.Exists(noted))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        return await File.ReadAllLinesAsync(noted, TestContext.Current.CancellationToken);
    }

    private string InstallProgram()
    {
        string noted = Path.Combine(_folder, "noted");
        string program = Path.Combine(_folder, "xdg-open");
        string script = $"""
            #!/bin/sh
            output=$(readlink /proc/$$/fd/1)
            errors=$(readlink /proc/$$/fd/2)
            printf '%s\n' "$@" "$output" "$errors" > '{noted}.new'
            mv '{noted}.new' '{noted}'

            """;
        File.WriteAllText(program, script, new UTF8Encoding(false));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Environment.SetEnvironmentVariable("PATH", $"{_folder}:{_former["PATH"]}");
        return noted;
    }
}

using System.Diagnostics;
using System.Globalization;
using Leeway.Simulator;

// Starts programs in turn, each against a simulated Atlassian on this machine, and prints the medians of the times from the start of a process to its first
// line and to its end. Each program signs in once, before it is measured. The arguments are the number of rounds and the paths of the programs, the first of which
// the others are compared with.
int rounds = int.Parse(args[0], CultureInfo.InvariantCulture);
string[] programs = args[1..];
await using SimulatorHost host = await SimulatorHost.StartAsync(new AtlassianSimulator());
Dictionary<string, List<(double First, double End)>> times = programs.ToDictionary(static program => program, static _ => new List<(double, double)>());
string folder = Directory.CreateTempSubdirectory("leeway-start-").FullName;
try
{
    foreach (string program in programs)
    {
        await SignInAsync(program);
        await RunAsync(program);
    }

    for (int round = 0; round < rounds; round++)
    {
        foreach (string program in programs)
        {
            times[program].Add(await RunAsync(program));
        }
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

(double First, double End) reference = Medians(programs[0]);
foreach (string program in programs)
{
    (double first, double end) = Medians(program);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{Path.GetFileName(program)}: {first:F1} ms to the first answer ({first / reference.First:F2} x), {end:F1} ms to the end ({end / reference.End:F2} x), medians of {rounds}"));
}

return;

async Task SignInAsync(string program)
{
    using Process process = Start(program);
    await process.StandardOutput.ReadLineAsync();
    string address = (await process.StandardOutput.ReadLineAsync())!;
    using HttpClient browser = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    using HttpResponseMessage consent = await browser.GetAsync(new Uri(address));
    await process.StandardInput.WriteLineAsync(consent.Headers.Location!.AbsoluteUri);
    process.StandardInput.Close();
    await EndAsync(process, program);
}

async Task<(double First, double End)> RunAsync(string program)
{
    long started = Stopwatch.GetTimestamp();
    using Process process = Start(program);
    string? line = await process.StandardOutput.ReadLineAsync();
    double first = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    if (line?.StartsWith("Created ", StringComparison.Ordinal) != true)
    {
        throw new InvalidOperationException($"{program} wrote '{line}' {await process.StandardError.ReadToEndAsync()}");
    }

    await EndAsync(process, program);
    return (first, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
}

static async Task EndAsync(Process process, string program)
{
    string rest = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
    await process.WaitForExitAsync();
    if (process.ExitCode != 0 || !rest.Contains("Nightly report", StringComparison.Ordinal))
    {
        throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {rest}");
    }
}

Process Start(string program)
{
    ProcessStartInfo start = new(program, [Directory.CreateDirectory(Path.Combine(folder, Path.GetFileName(program))).FullName])
    {
        RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
    };
    start.Environment["ATLASSIAN_CLIENT_ID"] = host.Simulator.App.ClientId;
    start.Environment["ATLASSIAN_CLIENT_SECRET"] = host.Simulator.App.ClientSecret;
    start.Environment["ATLASSIAN_AUTHORIZATION_SERVER"] = host.Simulator.AuthorizationOrigin.AbsoluteUri;
    start.Environment["ATLASSIAN_GATEWAY"] = host.Simulator.GatewayOrigin.AbsoluteUri;
    return Process.Start(start)!;
}

(double First, double End) Medians(string program) => (Median(times[program].Select(static time => time.First)), Median(times[program].Select(static time => time.End)));

static double Median(IEnumerable<double> values)
{
    double[] sorted = [.. values.Order()];
    return sorted[(sorted.Length - 1) / 2];
}

using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Leeway.WebhookLoad;

/// <summary>
/// Sends deliveries at a fixed rate, whether earlier ones were answered or not. What was not answered with success is sent again with the same
/// identifier, as Atlassian does, but after seconds instead of minutes.
/// </summary>
internal sealed class Sender : IDisposable
{
    private const int WarmUpSeconds = 2;

    private static readonly TimeSpan s_resendDelay = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(20);

    private readonly Uri _address;
    private readonly byte[] _secret;
    private readonly LoadSettings _settings;
    private readonly HttpClient _client;
    private readonly Lock _lock = new();
    private readonly List<(long SentAt, double Milliseconds)> _latencies = [];
    private readonly SortedDictionary<string, int> _answers = new(StringComparer.Ordinal);

    public Sender(Uri address, string secret, LoadSettings settings)
    {
        _address = address;
        _secret = Encoding.UTF8.GetBytes(secret);
        _settings = settings;
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5) }) { Timeout = s_timeout };
    }

    public int Requests { get; private set; }

    public int Duplicates { get; private set; }

    public int Resends { get; private set; }

    /// <summary>The number of responses by status; failures by the kind of error.</summary>
    public IReadOnlyDictionary<string, int> Answers => _answers;

    /// <summary>The timestamp of each request that had a successful response, and the milliseconds until that. Read it when all requests have ended.</summary>
    public IReadOnlyList<(long SentAt, double Milliseconds)> Latencies => _latencies;

    /// <summary>Sends requests to a server of this process, so that the code of the sender is compiled, whose time is not that of the receiver.</summary>
    public static async Task WarmUpAsync(LoadSettings settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using WebApplication application = builder.Build();
        application.MapPost("/", static () => Results.Ok());
        await application.StartAsync();
        using Sender sender = new(new Uri(application.Urls.First()), "secret", settings with { Seconds = WarmUpSeconds });
        await sender.RunAsync();
    }

    /// <summary>Sends all deliveries, and returns when each one was answered with success.</summary>
    public async Task RunAsync()
    {
        Random random = new(_settings.Seed);
        List<Task> sending = [];
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < _settings.Deliveries; i++)
        {
            TimeSpan due = TimeSpan.FromSeconds((double)i / _settings.Rate) - Stopwatch.GetElapsedTime(start);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due);
            }

            LoadDelivery delivery = new(i);
            sending.Add(SendUntilAnsweredAsync(delivery));
            if (random.Next(100) < _settings.DuplicatePercent)
            {
                Duplicates++;
                sending.Add(SendAsync(delivery, 0));
            }
        }

        await Task.WhenAll(sending);
    }

    public void Dispose() => _client.Dispose();

    private async Task SendUntilAnsweredAsync(LoadDelivery delivery)
    {
        for (int retry = 0; !await SendAsync(delivery, retry); retry++)
        {
            await Task.Delay(s_resendDelay);
            lock (_lock)
            {
                Resends++;
            }
        }
    }

    private async Task<bool> SendAsync(LoadDelivery delivery, int retry)
    {
        using HttpRequestMessage request = delivery.CreateRequest(_address, _secret, retry);
        long start = Stopwatch.GetTimestamp();
        bool isAnswered = false;
        string answer;
        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request);
            isAnswered = response.IsSuccessStatusCode;
            answer = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        }
        catch (HttpRequestException exception)
        {
            answer = exception.HttpRequestError.ToString();
        }
        catch (SocketException exception)
        {
            // HttpClient does not wrap what it finds out about a connection that the end of the receiver has just broken.
            answer = exception.SocketErrorCode.ToString();
        }
        catch (OperationCanceledException)
        {
            answer = "Timeout";
        }

        lock (_lock)
        {
            Requests++;
            _answers[answer] = _answers.GetValueOrDefault(answer) + 1;
            if (isAnswered)
            {
                _latencies.Add((start, Stopwatch.GetElapsedTime(start).TotalMilliseconds));
            }
        }

        return isAnswered;
    }
}

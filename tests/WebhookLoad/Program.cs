using Leeway.WebhookLoad;

return await LoadCommand.RunAsync(args, Console.Out);

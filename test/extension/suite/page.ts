import { marks } from '../marks';

/** Whether the workbench runs in a page that the tests can reach. */
export const hasPage = process.env['SPROCKET_TEST_PAGE'] === 'yes';

/** Asks the page around the workbench for something; what it then does is seen by its effect. */
export function askPage(request: string): void {
  console.log(`${marks.request}${request}`);
}
